import { runSandbox } from "./src/run-sandbox.ts";

await runSandbox();
