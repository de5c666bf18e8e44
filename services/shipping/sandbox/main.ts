import { runSupervised } from "#mesh/supervisor";
import { openCarrierSandbox } from "./src/open-sandbox.ts";

await runSupervised(openCarrierSandbox);
