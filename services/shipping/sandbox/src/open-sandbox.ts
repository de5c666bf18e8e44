import type { Supervised } from "#mesh/supervisor";
import { readSandboxConfig } from "./config.ts";
import { startCarrierSandbox } from "./start-sandbox.ts";

/** Starts the server by the settings of the environment. Throws ConfigError. */
export async function openCarrierSandbox(): Promise<Supervised> {
  const { secretKey, ...settings } = readSandboxConfig();
  const sandbox = await startCarrierSandbox({ ...settings, secretKey: secretKey.reveal() });
  return { details: { carrier: sandbox.url }, close: sandbox.close };
}
