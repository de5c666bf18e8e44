import type { Clock, Ids, Logger } from "#mesh/kernel";
import type { CartStore } from "./carts.ts";
import type { DraftOrderStore } from "./draft-orders.ts";
import type { Inventory } from "./inventory.ts";
import type { OrderStore } from "./orders.ts";
import type { Payments } from "./payment.ts";
import type { Pricing } from "./pricing.ts";
import type { ShipmentStore } from "./shipments.ts";
import type { CurrentShippingRates } from "./shipping-rates.ts";
import type { Users } from "./users.ts";

/** What the use cases of orders need. */
export interface OrderPorts {
  readonly orders: OrderStore;
  readonly shipments: ShipmentStore;
  readonly carts: Pick<CartStore, "find">;
  readonly draftOrders: Pick<DraftOrderStore, "find">;
  readonly pricing: Pricing;
  readonly shippingRates: CurrentShippingRates;
  readonly users: Users;
  readonly inventory: Inventory;
  readonly payments: Payments;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly settings: CheckoutSettings;
}

/** In milliseconds. */
export interface CheckoutSettings {
  /** How long stock is held for a payment. */
  readonly holdDurationMs: number;
  /** After which silence a checkout is taken over. */
  readonly leaseDurationMs: number;
}
