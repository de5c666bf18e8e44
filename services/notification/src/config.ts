import { choice, defineConfig, duration, secret, text, url } from "#mesh/config";

export const notificationConfig = defineConfig({
  store: choice("NOTIFICATION_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps messages and templates",
  }),
  smtpUrl: secret("NOTIFICATION_SMTP_URL", {
    protocols: ["smtp", "smtps"],
    default: "smtp://127.0.0.1:12125",
    embeddedDefault: true,
    description: "mail server that sends messages, smtps://user:password@host:465; the default is the local mailbox",
  }),
  sender: text("NOTIFICATION_SENDER", {
    default: "UltraMarket <orders@ultramarket.example>",
    pattern: /^[^<>"\r\n]{1,100} <[^<>\s@]+@[^<>\s@]+>$/,
    wanted: "a name and an address, such as UltraMarket <orders@ultramarket.example>",
    description: "whom messages are from",
  }),
  defaultLanguage: text("NOTIFICATION_DEFAULT_LANGUAGE", {
    default: "en",
    pattern: /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/,
    wanted: "a language, BCP 47, such as de",
    description: "language of messages to people who did not choose one",
  }),
  leaseDurationMs: duration("NOTIFICATION_LEASE_DURATION", {
    default: "2m",
    min: "100ms",
    max: "1h",
    description: "after which silence another process takes a message over; longer than any attempt takes",
  }),
  storefrontUrl: url("NOTIFICATION_STOREFRONT_URL", {
    default: "http://127.0.0.1:8080",
    description: "shop that links in messages lead to",
  }),
});
