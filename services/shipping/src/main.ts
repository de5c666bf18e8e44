import { run } from "#mesh/runtime";
import { shippingService } from "./service.ts";

await run(shippingService);
