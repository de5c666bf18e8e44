import type { Clock, Ids } from "#mesh/kernel";
import type { CartStore } from "./carts.ts";
import type { DraftOrderStore } from "./draft-orders.ts";
import type { Pricing } from "./pricing.ts";
import type { Products } from "./products.ts";
import type { CurrentShippingRates } from "./shipping-rates.ts";
import type { Users } from "./users.ts";

/** What the use cases of carts need. */
export interface CartPorts {
  readonly carts: CartStore;
  readonly pricing: Pick<Pricing, "quote">;
  readonly products: Products;
  readonly shippingRates: CurrentShippingRates;
  readonly users: Users;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What the use cases of draft orders need. */
export interface DraftOrderPorts {
  readonly draftOrders: DraftOrderStore;
  readonly pricing: Pick<Pricing, "quote">;
  readonly products: Products;
  readonly clock: Clock;
  readonly ids: Ids;
}
