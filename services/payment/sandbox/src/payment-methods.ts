import { invalid, missing } from "./api-error.ts";
import { testCard } from "./cards.ts";
import { type Context, ok, type Route } from "./context.ts";
import { newId } from "./new-id.ts";
import type { Metadata, PaymentMethod } from "./objects.ts";
import { mapOf, metadataOf, requiredText } from "./params.ts";
import { present } from "./retrieve.ts";

/** From a test token: `type=card` and `card[token]=tok_visa`. Card numbers are refused: none shall ever be sent here. */
export const createPaymentMethod: Route = (context, { params }) => {
  const card = mapOf(params, "card");
  if (card.number !== undefined) throw invalid("Sending card numbers is not allowed.", { param: "card[number]" });
  const token = requiredText(card, "token");
  return ok(fromTestCard(context, token.replace(/^tok_/, "pm_card_"), "card[token]", metadataOf(params)));
};

export const attachPaymentMethod: Route = (context, { id, params }) => {
  const customer = present(context, "customer", requiredText(params, "customer"), "customer");
  const attached = { ...usable(context, id, "id"), customer: customer.id };
  context.store.put(attached);
  context.emit("payment_method.attached", attached);
  return ok(attached);
};

/** The stored payment method, or a new one for the name of a test card, as Stripe makes one for each use. */
export function usable(context: Context, id: string, param: string): PaymentMethod {
  return context.store.get("payment_method", id) ?? fromTestCard(context, id, param);
}

function fromTestCard(context: Context, name: string, param: string, metadata: Metadata = {}): PaymentMethod {
  const card = testCard(name);
  if (card === undefined) throw missing("PaymentMethod", name, param);
  const { brand, last4 } = card;
  const made: PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    type: "card",
    card: {
      brand,
      last4,
      exp_month: 12,
      exp_year: new Date(context.now() * 1000).getUTCFullYear() + 3,
      funding: "credit",
    },
    created: context.now(),
    customer: null,
    livemode: false,
    metadata,
  };
  context.store.put(made);
  return made;
}
