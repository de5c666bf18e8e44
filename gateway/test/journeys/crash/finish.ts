import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "#mesh/testing";
import type { Buyer } from "../shop/buyer.ts";
import type { CheckoutJson } from "../shop/json.ts";
import { Refusal } from "../shop/rest.ts";
import { untilAnswered } from "./until-answered.ts";

const pauseMs = 200;
const patience = { timeoutMs: 40_000, intervalMs: pauseMs };

/** Does what the customer is asked to do, proves to the bank who they are for one, until there is nothing more to do. */
export async function finish(buyer: Buyer, answer: CheckoutJson): Promise<CheckoutJson> {
  let latest = answer;
  for (const end = performance.now() + patience.timeoutMs; latest.nextAction && performance.now() < end; ) {
    const { redirectUrl } = latest.nextAction;
    await (redirectUrl === "" ? sleep(pauseMs) : consent(redirectUrl));
    latest = await untilAnswered(() => buyer.resume(answer.order.orderId));
  }
  return latest;
}

/** The bank's page says no to whoever consented before. */
async function consent(redirectUrl: string): Promise<void> {
  const { status } = await fetch(`${redirectUrl}/complete`, { method: "POST", redirect: "manual" });
  if (status >= 500) throw new Error(`the bank's page answered ${status}`);
}

/** The reason for which a checkout comes to nothing, whether it is told at once or to who comes back. */
export async function refusalOf(buyer: Buyer, checkout: () => Promise<CheckoutJson>): Promise<string> {
  return (await refusalReason(async () => finish(buyer, await untilAnswered(checkout)))) ?? "none";
}

/** The reason for which a checkout comes to nothing that its customer never comes back to. */
export function lapsed(buyer: Buyer, orderId: string): Promise<string> {
  return eventually(async () => (await refusalReason(() => buyer.resume(orderId))) ?? false, patience);
}

async function refusalReason(ask: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await untilAnswered(ask);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.reason;
  }
}
