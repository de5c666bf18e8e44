import { cancelIntent } from "./cancel-intent.ts";
import { captureIntent } from "./capture-intent.ts";
import { confirmIntent } from "./confirm-intent.ts";
import type { Route } from "./context.ts";
import { createCustomer } from "./customers.ts";
import { createIntent, searchIntents } from "./intents.ts";
import { listRoute } from "./lists.ts";
import { attachPaymentMethod, createPaymentMethod } from "./payment-methods.ts";
import { createRefund, settleRefund } from "./refunds.ts";
import { retrieveRoute } from "./retrieve.ts";

/** What is served, by method and path; ":id" stands for the id of an object. The first that fits answers. */
const table: Readonly<Record<string, Route>> = {
  "POST /v1/payment_intents": createIntent,
  "GET /v1/payment_intents": listRoute("payment_intent", "/v1/payment_intents", ["customer"]),
  "GET /v1/payment_intents/search": searchIntents,
  "GET /v1/payment_intents/:id": retrieveRoute("payment_intent"),
  "POST /v1/payment_intents/:id/confirm": confirmIntent,
  "POST /v1/payment_intents/:id/capture": captureIntent,
  "POST /v1/payment_intents/:id/cancel": cancelIntent,
  "POST /v1/refunds": createRefund,
  "GET /v1/refunds": listRoute("refund", "/v1/refunds", ["payment_intent", "charge"]),
  "GET /v1/refunds/:id": retrieveRoute("refund"),
  "POST /v1/test_helpers/refunds/:id/settle": settleRefund,
  "POST /v1/customers": createCustomer,
  "GET /v1/customers": listRoute("customer", "/v1/customers", ["email"]),
  "GET /v1/customers/:id": retrieveRoute("customer"),
  "POST /v1/payment_methods": createPaymentMethod,
  "POST /v1/payment_methods/:id/attach": attachPaymentMethod,
  "GET /v1/payment_methods": listRoute("payment_method", "/v1/payment_methods", ["customer"]),
  "GET /v1/payment_methods/:id": retrieveRoute("payment_method"),
  "GET /v1/charges": listRoute("charge", "/v1/charges", ["payment_intent", "customer"]),
  "GET /v1/charges/:id": retrieveRoute("charge"),
  "GET /v1/events": listRoute("event", "/v1/events", ["type"]),
  "GET /v1/events/:id": retrieveRoute("event"),
  "GET /v1/balance_transactions": listRoute("balance_transaction", "/v1/balance_transactions", ["source", "type"]),
  "GET /v1/balance_transactions/:id": retrieveRoute("balance_transaction"),
};

const routes = Object.entries(table).map(([pattern, route]) => ({
  pattern: new RegExp(`^${pattern.replace(":id", "(?<id>[\\w-]+)")}$`),
  route,
}));

/** The route that answers, with the id in its path. */
export function findRoute(method: string, path: string): { route: Route; id: string } | undefined {
  for (const { pattern, route } of routes) {
    const match = pattern.exec(`${method} ${path}`);
    if (match !== null) return { route, id: match.groups?.id ?? "" };
  }
  return undefined;
}
