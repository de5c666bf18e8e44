import { run } from "#mesh/runtime";
import { userService } from "./service.ts";

await run(userService);
