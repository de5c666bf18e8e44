import { invalid } from "./api-error.ts";
import { confirm } from "./confirm-intent.ts";
import { ok, type Route } from "./context.ts";
import { pageOf } from "./lists.ts";
import { newId, randomText } from "./new-id.ts";
import type { Intent } from "./objects.ts";
import { choiceOf, flagOf, integerOf, listOf, metadataOf, refuseUnknown, requiredText, textOf } from "./params.ts";
import { usable } from "./payment-methods.ts";
import { present } from "./retrieve.ts";

const mostAmount = 99_999_999;
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

const known = [
  ...["amount", "currency", "customer", "payment_method", "allowed_payment_method_types", "capture_method"],
  ...["confirm", "return_url", "description", "metadata", "expand"],
];

export const createIntent: Route = (context, { params }) => {
  refuseUnknown(params, known);
  const customer = textOf(params, "customer");
  if (customer !== undefined) present(context, "customer", customer, "customer");
  const method = textOf(params, "payment_method");
  const types = listOf(params, "allowed_payment_method_types");
  const id = newId("pi");
  const intent: Intent = {
    id,
    object: "payment_intent",
    amount: amountOf(integerOf(params, "amount")),
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: choiceOf(params, "capture_method", ["automatic", "manual"]),
    client_secret: `${id}_secret_${randomText(24)}`,
    confirmation_method: "automatic",
    created: context.now(),
    currency: currencyOf(requiredText(params, "currency")),
    customer: customer ?? null,
    description: textOf(params, "description") ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: metadataOf(params),
    next_action: null,
    payment_method: method === undefined ? null : usable(context, method, "payment_method").id,
    payment_method_types: types.length === 0 ? ["card"] : types,
    status: method === undefined ? "requires_payment_method" : "requires_confirmation",
  };
  context.store.put(intent);
  context.emit("payment_intent.created", intent);
  return flagOf(params, "confirm") ? confirm(context, intent, textOf(params, "return_url")) : ok(intent);
};

/** By one field of the metadata, spelled `metadata["name"]:"value"`: https://docs.stripe.com/search. */
export const searchIntents: Route = (context, { params }) => {
  const query = requiredText(params, "query");
  const [, name, value] = /^metadata\[["'](.+)["']\]:["'](.*)["']$/.exec(query) ?? [];
  if (name === undefined || value === undefined) throw invalid("We were unable to parse your search query.");
  const { data } = pageOf(context, "payment_intent", "", params, { metadata: [name, value] });
  return ok({ object: "search_result", url: "/v1/payment_intents/search", has_more: false, next_page: null, data });
};

function amountOf(amount: number | undefined): number {
  if (amount === undefined) {
    throw invalid("Missing required param: amount.", { code: "parameter_missing", param: "amount" });
  }
  if (amount < 1) {
    throw invalid("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    });
  }
  if (amount <= mostAmount) return amount;
  throw invalid("Amount must be no more than 999,999.99", { code: "amount_too_large", param: "amount" });
}

function currencyOf(currency: string): string {
  const known = currency.toLowerCase();
  if (currencies.has(known.toUpperCase())) return known;
  throw invalid(`Invalid currency: ${currency}.`, { param: "currency" });
}
