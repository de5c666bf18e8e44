import { runSupervised } from "#mesh/supervisor";
import { openStripeSandbox } from "./src/open-sandbox.ts";

await runSupervised(openStripeSandbox);
