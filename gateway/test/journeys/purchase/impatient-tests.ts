import type { Processes } from "../running-market.ts";
import { holdTests } from "./hold-tests.ts";
import { inMarket } from "./in-market.ts";
import { providerFaultTests } from "./provider-fault-tests.ts";

const settings = { ORDER_HOLD_DURATION: "2s", PAYMENT_PROVIDER_TIMEOUT: "500ms" };

/** Purchases in a market that waits neither for its customers nor for its provider for long. */
export function impatientTests(processes: Processes): void {
  inMarket({ processes, settings }, holdTests, providerFaultTests);
}
