import { run } from "#mesh/runtime";
import { gatewayService } from "../../gateway/src/service.ts";
import { services } from "../../services/mod.ts";

/** Everything in one process; the gateway last, so that its door opens on a market that is ready. */
await run(...services, gatewayService);
