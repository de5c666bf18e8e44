import { ConfigError, defineConfig, loadConfig, port, text } from "#mesh/config";

/** Settings of the local mailbox. */
const mailboxConfig = defineConfig({
  port: port("MAILBOX_PORT", { default: 12_125, description: "loopback port it takes messages on, by SMTP" }),
  folder: text("MAILBOX_FOLDER", { default: ".data/mailbox", description: "where it keeps them, an .eml file each" }),
});

/** The settings in the environment. Throws ConfigError, with PROFILE=production in any case. */
export function readMailboxConfig(env = process.env) {
  if (env.PROFILE === "production") {
    throw new ConfigError([{ name: "PROFILE", text: "the local mailbox never runs in production" }]);
  }
  return loadConfig(mailboxConfig, env, { prefixes: ["MAILBOX_"] });
}
