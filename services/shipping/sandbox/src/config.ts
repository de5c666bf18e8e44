import { ConfigError, defineConfig, duration, loadConfig, port, secret, text } from "#mesh/config";

/** Settings of the local carrier. */
const sandboxConfig = defineConfig({
  port: port("CARRIER_SANDBOX_PORT", { default: 12_121, description: "loopback port it speaks the carrier's API on" }),
  store: text("CARRIER_SANDBOX_STORE", {
    default: ":memory:",
    description: 'SQLite file that keeps its parcels; ":memory:" forgets them',
  }),
  secretKey: secret("CARRIER_SANDBOX_SECRET_KEY", {
    default: "carrier_test_key",
    description: "API key its callers must send",
  }),
  stageMs: duration("CARRIER_SANDBOX_STAGE", {
    default: "5s",
    description: "how long a parcel stays in each stage on its way",
  }),
});

/** The settings in the environment. Throws ConfigError, with PROFILE=production in any case. */
export function readSandboxConfig(env = process.env) {
  if (env.PROFILE === "production") {
    throw new ConfigError([{ name: "PROFILE", text: "the local carrier never runs in production" }]);
  }
  return loadConfig(sandboxConfig, env, { prefixes: ["CARRIER_SANDBOX_"] });
}
