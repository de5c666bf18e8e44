import { run } from "#mesh/runtime";
import { analyticsService } from "./service.ts";

await run(analyticsService);
