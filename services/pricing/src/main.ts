import { run } from "#mesh/runtime";
import { pricingService } from "./service.ts";

await run(pricingService);
