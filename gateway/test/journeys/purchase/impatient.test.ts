import { holdTests } from "./hold-tests.ts";
import { inMarket } from "./in-market.ts";
import { providerFaultTests } from "./provider-fault-tests.ts";
import { secretTests } from "./secret-tests.ts";

const settings = { ORDER_HOLD_DURATION: "2s", PAYMENT_PROVIDER_TIMEOUT: "500ms", MESH_LOG_LEVEL: "debug" };
const arrangements = process.env.TORTURE === "1" ? (["one", "many"] as const) : (["one"] as const);

/** Purchases in a market that waits neither for its customers nor for its provider for long, and says all it has to say. */
describe.each(arrangements)("an impatient market (PROCESSES=%s)", (processes) => {
  inMarket({ processes, settings }, holdTests, providerFaultTests, secretTests);
});
