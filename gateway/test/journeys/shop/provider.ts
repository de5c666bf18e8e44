import Stripe from "stripe";
import type { FaultRequest } from "../../../../services/payment/sandbox/mod.ts";
import type { StripeAccess } from "../running-market.ts";
import type { NextActionJson } from "./json.ts";

/** What the provider knows of an order's money, in minor units. */
export interface Books {
  /** The status of each intent. */
  readonly intents: readonly string[];
  /** What was taken from the customer, each movement. */
  readonly taken: readonly number[];
  /** What was given back, each refund. */
  readonly givenBack: readonly number[];
}

/** The payment provider as its own library shows it, the customers' bank, and what shall go wrong with both. */
export interface Provider {
  booksOf(orderId: string): Promise<Books>;
  /** The order's only intent. */
  intentOf(orderId: string): Promise<Stripe.PaymentIntent>;
  /** The customer opens the page they were sent to and answers their bank. */
  authenticate(nextAction: NextActionJson | null | undefined, verdict: "complete" | "fail"): Promise<void>;
  fault(fault: FaultRequest): Promise<void>;
  /** How many requests and events faults will still hit. */
  faultsLeft(): Promise<number>;
  forgetFaults(): Promise<void>;
  /** The Stripe-Signature of a body, by the secret and at the time named; default: the right ones. */
  sign(body: string, wrong?: { readonly secret?: string; readonly ageSeconds?: number }): string;
}

export function providerOf({ url, secretKey, webhookSecret }: StripeAccess): Provider {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(secretKey, { protocol: "http", host: hostname, port, telemetry: false });
  const intentsOf = async (orderId: string) =>
    (await stripe.paymentIntents.search({ query: `metadata["order_id"]:"${orderId}"` })).data;
  const control = async (method: string, fault?: FaultRequest) => {
    const headers = { "content-type": "application/json" };
    const body = fault === undefined ? {} : { body: JSON.stringify(fault) };
    const answer = await fetch(`${url}/sandbox/faults`, { method, headers, ...body });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { faults: readonly { readonly times: number }[] };
  };
  return {
    async booksOf(orderId) {
      const intents = await intentsOf(orderId);
      const money = await Promise.all(intents.map((intent) => movedBy(stripe, intent)));
      return {
        intents: intents.map(({ status }) => status),
        taken: money.flatMap(({ taken }) => taken),
        givenBack: money.flatMap(({ givenBack }) => givenBack),
      };
    },
    async intentOf(orderId) {
      const [intent, ...more] = await intentsOf(orderId);
      if (intent === undefined || more.length > 0) throw new Error(`${orderId} has no intent, or several`);
      return intent;
    },
    async authenticate(nextAction, verdict) {
      const page = nextAction?.redirectUrl ?? "";
      const shown = await fetch(page);
      if (!shown.ok) throw new Error(`the bank does not show ${page}`);
      const answer = await fetch(`${page}/${verdict}`, { method: "POST", redirect: "manual" });
      if (answer.status !== 303) throw new Error(`the bank answers ${answer.status}`);
    },
    fault: async (fault) => void (await control("POST", fault)),
    faultsLeft: async () => (await control("GET")).faults.reduce((sum, { times }) => sum + times, 0),
    forgetFaults: async () => void (await control("DELETE")),
    sign: (payload, { secret = webhookSecret, ageSeconds = 0 } = {}) =>
      stripe.webhooks.generateTestHeaderString({
        payload,
        secret,
        timestamp: Math.floor(Date.now() / 1000) - ageSeconds,
      }),
  };
}

async function movedBy(stripe: Stripe, { id, latest_charge }: Stripe.PaymentIntent) {
  const source = typeof latest_charge === "string" ? latest_charge : undefined;
  const charged = source === undefined ? [] : (await stripe.balanceTransactions.list({ source })).data;
  const refunds = (await stripe.refunds.list({ payment_intent: id })).data.filter(({ status }) => status !== "failed");
  return {
    taken: charged.filter(({ type }) => type === "charge").map(({ amount }) => amount),
    givenBack: refunds.map(({ amount }) => amount),
  };
}
