import type { RunningMarket } from "../running-market.ts";
import { type Customer, customer } from "../shop/customer.ts";
import type { Goods, Staff } from "../shop/goods.ts";
import type { OrderJson } from "../shop/json.ts";

/** A running market and those who work in it. */
export interface Visit {
  readonly market: RunningMarket;
  readonly staff: Staff;
  /** A token that may do everything. */
  readonly admin: string;
}

/** What happened while services were away. */
export interface Absence {
  readonly goods: Goods;
  readonly buyer: Customer;
  readonly order: OrderJson;
  readonly before: { readonly gross: bigint };
}

/** The longest a whole purchase may take, whoever does not answer. */
const limitMs = 20_000;

/** Something new is published, somebody registers, and buys it. */
export async function buyMeanwhile({ market, staff }: Visit, before: Absence["before"]): Promise<Absence> {
  const begin = performance.now();
  const goods = await staff.offer({ stock: 3 });
  const buyer = await customer(market.url);
  const cart = await buyer.fillCart([{ variantId: goods.variantId, quantity: 2 }], buyer.email);
  const { order } = await buyer.checkout(cart.cartId);
  expect(order).toMatchObject({ state: "ORDER_STATE_PAID" });
  expect(performance.now() - begin).toBeLessThan(limitMs);
  return { goods, buyer, order, before };
}
