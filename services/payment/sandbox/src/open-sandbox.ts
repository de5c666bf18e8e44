import type { Supervised } from "#mesh/supervisor";
import { readSandboxConfig } from "./config.ts";
import { startStripeSandbox } from "./start-sandbox.ts";

/** Starts the server by the settings of the environment. Throws ConfigError. */
export async function openStripeSandbox(): Promise<Supervised> {
  const { secretKey, webhook, ...settings } = readSandboxConfig();
  const sandbox = await startStripeSandbox({
    ...settings,
    secretKey: secretKey.reveal(),
    webhook: { ...webhook, secret: webhook.secret.reveal() },
  });
  return { details: { stripe: sandbox.url }, close: sandbox.close };
}
