import { run } from "#mesh/runtime";
import { orderService } from "./service.ts";

await run(orderService);
