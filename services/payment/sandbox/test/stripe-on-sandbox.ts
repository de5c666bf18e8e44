import Stripe from "stripe";
import type { Sandbox } from "../mod.ts";

/** Stripe's own library, talking to the sandbox. */
export function stripeOn({ url, secretKey }: Pick<Sandbox, "url" | "secretKey">): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(secretKey, { protocol: "http", host: hostname, port, maxNetworkRetries: 0, telemetry: false });
}
