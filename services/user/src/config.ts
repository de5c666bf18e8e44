import { choice, defineConfig, duration } from "#mesh/config";

export const userConfig = defineConfig({
  store: choice("USER_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps profiles and addresses",
  }),
  export: {
    deadlineMs: duration("USER_EXPORT_DEADLINE", {
      default: "30d",
      max: "90d",
      description: "in which an export must have been made",
    }),
    lifetimeMs: duration("USER_EXPORT_LIFETIME", {
      default: "7d",
      min: "1s",
      max: "30d",
      description: "how long the archive of an export is kept",
    }),
    retryMs: duration("USER_EXPORT_RETRY", {
      default: "5m",
      min: "100ms",
      max: "1d",
      description: "after which services that did not answer are asked again",
    }),
  },
  erasure: {
    graceMs: duration("USER_ERASURE_GRACE", {
      default: "14d",
      max: "30d",
      description: "how long a person may take an erasure back",
    }),
    deadlineMs: duration("USER_ERASURE_DEADLINE", {
      default: "30d",
      max: "90d",
      description: "in which an erasure must have ended, counted from the request",
    }),
    settleMs: duration("USER_ERASURE_SETTLE", {
      default: "2m",
      max: "1h",
      description: "pause between access has ended and the rest follows; longer than a call lasts",
    }),
    retryMs: duration("USER_ERASURE_RETRY", {
      default: "1h",
      min: "100ms",
      max: "1d",
      description: "after which services that still wait are asked again",
    }),
  },
});
