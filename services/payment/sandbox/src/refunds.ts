import { invalid } from "./api-error.ts";
import { recordMovement } from "./balance.ts";
import { cardOf } from "./cards.ts";
import { type Context, ok, type Route } from "./context.ts";
import { newId } from "./new-id.ts";
import type { Charge, Refund } from "./objects.ts";
import { integerOf, metadataOf, requiredText, textOf } from "./params.ts";
import { present } from "./retrieve.ts";

/** Gives captured money back, at most what is left of the charge. */
export const createRefund: Route = (context, { params }) => {
  const intent = present(context, "payment_intent", requiredText(params, "payment_intent"), "payment_intent");
  const charge = intent.latest_charge === null ? undefined : context.store.get("charge", intent.latest_charge);
  if (charge?.captured !== true) {
    throw invalid("This PaymentIntent does not have a successful charge to refund.", { param: "payment_intent" });
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  const amount = integerOf(params, "amount") ?? left;
  if (amount < 1 || amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    });
  }
  return ok(refund(context, charge, amount, params));
};

/** What a test card's refund becomes after a while; told by webhook. */
export const settleRefund: Route = (context, { id }) => {
  const refund = present(context, "refund", id);
  const charge = present(context, "charge", refund.charge);
  const fails = behaviour(context, charge) === "fails";
  const settled: Refund = { ...refund, status: fails ? "failed" : "succeeded" };
  context.store.put(fails ? { ...settled, failure_reason: "expired_or_canceled_card" } : settled);
  if (fails) {
    recordMovement(context, "refund_failure", refund.amount, refund.currency, refund.id);
    context.store.put({ ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  }
  context.emit(fails ? "refund.failed" : "refund.updated", settled);
  return ok(settled);
};

function refund(context: Context, charge: Charge, amount: number, params: Parameters<typeof metadataOf>[0]): Refund {
  const id = newId("re");
  const amount_refunded = charge.amount_refunded + amount;
  const refunded: Charge = { ...charge, amount_refunded, refunded: amount_refunded === charge.amount_captured };
  const made: Refund = {
    id,
    object: "refund",
    amount,
    balance_transaction: recordMovement(context, "refund", -amount, charge.currency, id).id,
    charge: charge.id,
    created: context.now(),
    currency: charge.currency,
    metadata: metadataOf(params),
    payment_intent: charge.payment_intent,
    reason: textOf(params, "reason") ?? null,
    status: behaviour(context, charge) === "pending" ? "pending" : "succeeded",
  };
  context.store.put(refunded);
  context.store.put(made);
  context.emit("refund.created", made);
  context.emit("charge.refunded", refunded);
  return made;
}

function behaviour(context: Context, charge: Charge): "pending" | "fails" | undefined {
  return cardOf(present(context, "payment_method", charge.payment_method).card.last4).refund;
}
