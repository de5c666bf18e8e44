import { run } from "#mesh/runtime";
import { gatewayService } from "./service.ts";

await run(gatewayService);
