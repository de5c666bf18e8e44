import Stripe from "stripe";
import type { StripeAccess } from "../running-market.ts";

/** Money of one payment as the provider has it, in minor units. */
export interface ProviderMoney {
  readonly captured: number;
  readonly refunded: number;
}

/** What the provider holds and held, asked through Stripe's own library. */
export interface ProviderBooks {
  /** By the payment's id: every payment money was taken for. Throws for one with two intents, or with money set aside. */
  read(): Promise<ReadonlyMap<string, ProviderMoney>>;
}

export function providerBooks({ url, secretKey }: StripeAccess): ProviderBooks {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(secretKey, { protocol: "http", host: hostname, port, telemetry: false });
  return {
    async read() {
      const books = new Map<string, ProviderMoney>();
      for await (const intent of stripe.paymentIntents.list({ limit: 100, expand: ["data.latest_charge"] })) {
        const { payment_id: paymentId = intent.id } = intent.metadata;
        if (intent.amount_capturable > 0) throw new Error(`${paymentId}: money is set aside (${intent.status})`);
        if (intent.amount_received === 0) continue;
        if (books.has(paymentId)) throw new Error(`${paymentId}: money was taken by two intents`);
        books.set(paymentId, { captured: intent.amount_received, refunded: refundedOf(intent) });
      }
      return books;
    },
  };
}

function refundedOf({ latest_charge: charge }: Stripe.PaymentIntent): number {
  if (charge === null || typeof charge === "string") throw new Error("the charge was asked for");
  return charge.amount_refunded;
}
