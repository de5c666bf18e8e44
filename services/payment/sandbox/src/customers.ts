import { ok, type Route } from "./context.ts";
import { newId } from "./new-id.ts";
import type { Customer } from "./objects.ts";
import { metadataOf, textOf } from "./params.ts";

export const createCustomer: Route = ({ store, now, emit }, { params }) => {
  const customer: Customer = {
    id: newId("cus"),
    object: "customer",
    created: now(),
    description: textOf(params, "description") ?? null,
    email: textOf(params, "email") ?? null,
    livemode: false,
    metadata: metadataOf(params),
    name: textOf(params, "name") ?? null,
  };
  store.put(customer);
  emit("customer.created", customer);
  return ok(customer);
};
