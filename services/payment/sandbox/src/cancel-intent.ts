import { unexpectedState } from "./api-error.ts";
import { ok, type Route } from "./context.ts";
import type { Intent } from "./objects.ts";
import { textOf } from "./params.ts";
import { present } from "./retrieve.ts";

/** Lets go of what was set aside; an intent that succeeded or was canceled refuses. */
export const cancelIntent: Route = (context, { id, params }) => {
  const intent = present(context, "payment_intent", id);
  if (intent.status === "succeeded" || intent.status === "canceled") throw unexpectedState("canceled", intent);
  if (intent.status === "requires_capture") {
    const charge = present(context, "charge", intent.latest_charge ?? "");
    context.store.put({ ...charge, amount_refunded: charge.amount, refunded: true });
  }
  const canceled: Intent = {
    ...intent,
    status: "canceled",
    amount_capturable: 0,
    canceled_at: context.now(),
    cancellation_reason: textOf(params, "cancellation_reason") ?? null,
    next_action: null,
  };
  context.store.put(canceled);
  context.emit("payment_intent.canceled", canceled);
  return ok(canceled);
};
