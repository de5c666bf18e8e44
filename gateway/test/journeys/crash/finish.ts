import { setTimeout as sleep } from "node:timers/promises";
import type { Buyer } from "../shop/buyer.ts";
import type { CheckoutJson } from "../shop/json.ts";
import { Refusal } from "../shop/rest.ts";
import { untilAnswered } from "./until-answered.ts";

const pauseMs = 200;

/** Does what the customer is asked to do, proves to the bank who they are for one, until there is nothing more to do. */
export async function finish(buyer: Buyer, answer: CheckoutJson): Promise<CheckoutJson> {
  let latest = answer;
  while (latest.nextAction) {
    await (latest.nextAction.redirectUrl === "" ? sleep(pauseMs) : consent(latest.nextAction.redirectUrl));
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
  try {
    const { order } = await finish(buyer, await untilAnswered(checkout));
    return order.state;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.reason;
  }
}
