/** A local server that speaks Stripe's HTTP API, as far as this market uses it. */
export { wantedEvents } from "./src/config.ts";
export type { FaultRequest } from "./src/faults.ts";
export { openStripeSandbox } from "./src/open-sandbox.ts";
export { signatureOf } from "./src/signature.ts";
export { type Sandbox, type SandboxOptions, startStripeSandbox } from "./src/start-sandbox.ts";
export type { Deliver } from "./src/webhooks.ts";
