import { run } from "#mesh/runtime";
import { authService } from "./service.ts";

await run(authService);
