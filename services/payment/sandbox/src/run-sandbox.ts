import { ConfigError } from "#mesh/config";
import { announceReady, superviseMe } from "#mesh/supervisor";
import { readSandboxConfig } from "./config.ts";
import { startStripeSandbox } from "./start-sandbox.ts";

/** Runs the server by the settings of the environment until it is told to stop. */
export async function runSandbox(): Promise<void> {
  try {
    const { secretKey, webhook, ...settings } = readSandboxConfig();
    const running = startStripeSandbox({
      ...settings,
      secretKey: secretKey.reveal(),
      webhook: { ...webhook, secret: webhook.secret.reveal() },
    });
    superviseMe({ onStop: async () => (await running).close() });
    announceReady({ stripe: (await running).url });
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}
