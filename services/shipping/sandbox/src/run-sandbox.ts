import { ConfigError } from "#mesh/config";
import { announceReady, superviseMe } from "#mesh/supervisor";
import { readSandboxConfig } from "./config.ts";
import { startCarrierSandbox } from "./start-sandbox.ts";

/** Runs the server by the settings of the environment until it is told to stop. */
export async function runSandbox(): Promise<void> {
  try {
    const { secretKey, ...settings } = readSandboxConfig();
    const running = startCarrierSandbox({ ...settings, secretKey: secretKey.reveal() });
    superviseMe({ onStop: async () => (await running).close() });
    announceReady({ carrier: (await running).url });
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}
