import { run } from "#mesh/runtime";
import { inventoryService } from "./service.ts";

await run(inventoryService);
