import { choice, defineConfig, duration, secret, text, url } from "#mesh/config";

export const shippingConfig = defineConfig({
  carrier: choice("SHIPPING_CARRIER", {
    values: ["sandbox", "api"],
    default: "sandbox",
    embeddedDefault: true,
    description: "who carries parcels: the local simulated carrier, or one that speaks the same API",
  }),
  carrierId: text("SHIPPING_CARRIER_ID", {
    default: "simulated-post",
    max: 50,
    pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/,
    wanted: 'lower-case words joined by "-"',
    description: "what the carrier is called in shipments",
  }),
  carrierUrl: url("SHIPPING_CARRIER_URL", {
    optional: true,
    description: "where the carrier's API is; the sandbox is at http://127.0.0.1:12121",
  }),
  carrierKey: secret("SHIPPING_CARRIER_KEY", {
    optional: true,
    description: "the carrier's API key; the sandbox has one of its own",
  }),
  carrierTimeoutMs: duration("SHIPPING_CARRIER_TIMEOUT", {
    default: "8s",
    min: "50ms",
    max: "60s",
    description: "how long one request to the carrier may take; a call's deadline only shortens it",
  }),
  trackingIntervalMs: duration("SHIPPING_TRACKING_INTERVAL", {
    default: "5s",
    min: "10ms",
    description: "pause before the carrier is asked where a parcel is; it doubles up to an hour while there is no news",
  }),
  leaseDurationMs: duration("SHIPPING_LEASE_DURATION", {
    default: "1m",
    min: "100ms",
    max: "1h",
    description:
      "after which silence another worker takes over what one was at; longer than carrier and order may take",
  }),
  sender: {
    recipientName: text("SHIPPING_SENDER_NAME", { default: "UltraMarket", description: "who sends parcels" }),
    line1: text("SHIPPING_SENDER_LINE1", {
      default: "Market Square 1",
      description: "street and number of the sender",
    }),
    postalCode: text("SHIPPING_SENDER_POSTAL_CODE", { default: "10115", description: "postal code of the sender" }),
    city: text("SHIPPING_SENDER_CITY", { default: "Berlin", description: "town of the sender" }),
    countryCode: text("SHIPPING_SENDER_COUNTRY", {
      default: "DE",
      pattern: /^[A-Z]{2}$/,
      wanted: "ISO 3166-1 alpha-2",
      description: "country of the sender",
    }),
  },
});
