import { ConfigError, loadConfig } from "#mesh/config";
import { announceReady, superviseMe } from "#mesh/supervisor";
import { sandboxConfig } from "./config.ts";
import { startStripeSandbox } from "./start-sandbox.ts";

/** Runs the server by the settings of the environment until it is told to stop; never with PROFILE=production. */
export async function runSandbox(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  try {
    if (env.PROFILE === "production") {
      throw new ConfigError([{ name: "PROFILE", text: "the local Stripe-speaking server never runs in production" }]);
    }
    const { port, store, secretKey, webhook } = loadConfig(sandboxConfig, env, { prefixes: ["STRIPE_SANDBOX_"] });
    const { url, events } = webhook;
    const running = startStripeSandbox({
      port,
      store,
      secretKey: secretKey.reveal(),
      webhook: { url, secret: webhook.secret.reveal(), events },
    });
    superviseMe({ onStop: async () => (await running).close() });
    announceReady({ stripe: (await running).url });
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}
