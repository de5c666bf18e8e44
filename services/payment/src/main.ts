import { run } from "#mesh/runtime";
import { paymentService } from "./service.ts";

await run(paymentService);
