import { invalid, unexpectedState } from "./api-error.ts";
import { captureCharge } from "./charges.ts";
import { ok, type Route } from "./context.ts";
import type { Intent } from "./objects.ts";
import { integerOf } from "./params.ts";
import { present } from "./retrieve.ts";

/** Takes what was set aside, or a part of it; the rest is let go. */
export const captureIntent: Route = (context, { id, params }) => {
  const intent = present(context, "payment_intent", id);
  if (intent.status !== "requires_capture") throw unexpectedState("captured", intent);
  const amount = integerOf(params, "amount_to_capture") ?? intent.amount_capturable;
  if (amount < 1 || amount > intent.amount_capturable) {
    throw invalid("The amount to capture must be from 1 to the capturable amount.", {
      code: "amount_too_large",
      param: "amount_to_capture",
    });
  }
  captureCharge(context, present(context, "charge", intent.latest_charge ?? ""), amount);
  const taken: Intent = { ...intent, status: "succeeded", amount_capturable: 0, amount_received: amount };
  context.store.put(taken);
  context.emit("payment_intent.succeeded", taken);
  return ok(taken);
};
