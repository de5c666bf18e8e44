/** A local carrier: rates, labels and tracking over HTTP, for a market without a contract with one. */
export type { FaultRequest, Faults } from "./src/faults.ts";
export { openCarrierSandbox } from "./src/open-sandbox.ts";
export { type CarrierSandbox, type CarrierSandboxOptions, startCarrierSandbox } from "./src/start-sandbox.ts";
