import { choice, defineConfig, duration } from "#mesh/config";

export const orderConfig = defineConfig({
  store: choice("ORDER_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps carts and orders",
  }),
  holdDurationMs: duration("ORDER_HOLD_DURATION", {
    default: "15m",
    min: "100ms",
    max: "1d",
    description: "how long stock is held for a payment",
  }),
  leaseDurationMs: duration("ORDER_LEASE_DURATION", {
    default: "10s",
    min: "100ms",
    max: "5m",
    description: "after which silence another process takes a checkout over",
  }),
});
