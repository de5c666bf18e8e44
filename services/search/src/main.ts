import { run } from "#mesh/runtime";
import { searchService } from "./service.ts";

await run(searchService);
