import { choice, defineConfig, duration, integer, list, port, secret, size, text } from "#mesh/config";
import { rate } from "./limits/rate-setting.ts";

/** Settings of the edge gateway. */
export const gatewayConfig = defineConfig({
  port: port("PORT", { default: 8080, description: "the public door: every protocol, health and docs" }),
  adminPort: port("ADMIN_PORT", { default: 8081, description: "metrics and health for operators" }),
  host: text("GATEWAY_HOST", { default: "127.0.0.1", description: "address both ports listen on" }),
  corsOrigins: text("GATEWAY_CORS_ORIGINS", {
    optional: true,
    description: 'origins whose pages may call, separated by commas, such as "https://shop.example"; "*" for every one',
  }),
  sessionCookies: choice("GATEWAY_SESSION_COOKIES", {
    values: ["secure", "plain"],
    default: "secure",
    description: "whether the cookies of browser sessions need TLS; plain ones are for development",
  }),
  tls: {
    keyFile: text("GATEWAY_TLS_KEY_FILE", {
      optional: true,
      description: "private key (PEM); with it PORT speaks TLS",
    }),
    certFile: text("GATEWAY_TLS_CERT_FILE", { optional: true, description: "certificate chain (PEM) of the key" }),
  },
  trustedProxies: list("GATEWAY_TRUSTED_PROXIES", {
    default: [],
    description: "addresses and networks of the proxies in front, such as 10.0.0.0/8, whose X-Forwarded-For counts",
  }),
  rateStore: choice("GATEWAY_RATE_STORE", {
    values: ["memory", "postgres", "redis"],
    default: "memory",
    description: "where calls are counted: memory for one gateway, the others for several",
  }),
  rateRedisUrl: secret("GATEWAY_RATE_REDIS_URL", {
    optional: true,
    protocols: ["redis", "rediss"],
    description: "the Redis of GATEWAY_RATE_STORE=redis",
  }),
  rates: {
    read: rate("GATEWAY_RATE_READ", "60000/1m", "cheap reads of one user, or of one address without a token"),
    search: rate("GATEWAY_RATE_SEARCH", "12000/1m", "searches and large lists, counted likewise"),
    write: rate("GATEWAY_RATE_WRITE", "6000/1m", "changes, counted likewise"),
    credential: rate("GATEWAY_RATE_CREDENTIAL", "600/1m", "sign-ins and registrations of one address, token or not"),
    money: rate(
      "GATEWAY_RATE_MONEY",
      "1200/1m",
      "checkouts, refunds and the like; those of guests of one address together",
    ),
    bulk: rate("GATEWAY_RATE_BULK", "600/1m", "imports, exports and other work of the staff, counted likewise"),
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
    connectionsPerAddress: integer("GATEWAY_MAX_CONNECTIONS_PER_ADDRESS", {
      default: 1_000,
      min: 1,
      description: "open connections of one address (of IPv6 the /64); GATEWAY_TRUSTED_PROXIES may open more",
    }),
    calls: integer("GATEWAY_MAX_CALLS", {
      default: 5_000,
      min: 1,
      description: "calls under way at once; the least critical are refused from 60 % of it",
    }),
    callsPerAddress: integer("GATEWAY_MAX_CALLS_PER_ADDRESS", {
      default: 1_000,
      min: 1,
      description: "calls of one address (of IPv6 the /64) under way at once",
    }),
    streams: integer("GATEWAY_MAX_STREAMS", {
      default: 100,
      min: 1,
      description: "concurrent calls on one HTTP/2 connection",
    }),
  },
});
