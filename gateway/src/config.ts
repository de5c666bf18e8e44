import { defineConfig, duration, integer, port, size, text } from "#mesh/config";

/** Settings of the edge gateway. */
export const gatewayConfig = defineConfig({
  port: port("PORT", { default: 8080, description: "the public door: every protocol, health and docs" }),
  adminPort: port("ADMIN_PORT", { default: 8081, description: "metrics and health for operators" }),
  host: text("GATEWAY_HOST", { default: "127.0.0.1", description: "address both ports listen on" }),
  corsOrigins: text("GATEWAY_CORS_ORIGINS", {
    optional: true,
    description: 'origins whose pages may call, separated by commas, such as "https://shop.example"; "*" for every one',
  }),
  tls: {
    keyFile: text("GATEWAY_TLS_KEY_FILE", {
      optional: true,
      description: "private key (PEM); with it PORT speaks TLS",
    }),
    certFile: text("GATEWAY_TLS_CERT_FILE", { optional: true, description: "certificate chain (PEM) of the key" }),
  },
  limits: {
    messageBytes: size("GATEWAY_MAX_MESSAGE_SIZE", {
      default: "4MiB",
      min: "1KiB",
      max: "64MiB",
      description: "largest message from a client, decompressed",
    }),
    answerBytes: size("GATEWAY_MAX_ANSWER_SIZE", {
      default: "16MiB",
      min: "1KiB",
      max: "256MiB",
      description: "largest message to a client, before compression",
    }),
    headerBytes: size("GATEWAY_MAX_HEADER_SIZE", {
      default: "16KiB",
      min: "1KiB",
      max: "1MiB",
      description: "all headers of a request together",
    }),
    headersTimeoutMs: duration("GATEWAY_HEADERS_TIMEOUT", {
      default: "10s",
      min: "100ms",
      description: "until the headers of a request are complete",
    }),
    bodyTimeoutMs: duration("GATEWAY_BODY_TIMEOUT", {
      default: "60s",
      min: "100ms",
      description: "until the body of a request is complete",
    }),
    idleTimeoutMs: duration("GATEWAY_IDLE_TIMEOUT", {
      default: "2m",
      min: "1s",
      description: "after which a silent connection is closed; longer than the longest deadline",
    }),
    connections: integer("GATEWAY_MAX_CONNECTIONS", {
      default: 10_000,
      min: 1,
      description: "open connections of all clients",
    }),
    streams: integer("GATEWAY_MAX_STREAMS", {
      default: 100,
      min: 1,
      description: "concurrent calls on one HTTP/2 connection",
    }),
  },
});
