import { eventually } from "#mesh/testing";
import type { RunningMarket } from "../running-market.ts";
import { type Buyer, guest } from "../shop/buyer.ts";
import type { Goods, Staff } from "../shop/goods.ts";
import type { CartJson, OrderJson } from "../shop/json.ts";
import type { Provider } from "../shop/provider.ts";
import type { ProviderBooks, ProviderMoney } from "./provider-books.ts";

/** A running market whose provider's books the tests keep along. */
export interface Shop {
  readonly market: RunningMarket;
  readonly staff: Staff;
  readonly provider: Provider;
  /** What the provider holds. */
  readonly holdings: ProviderBooks;
  /** What the provider must hold for all that was bought so far, by the payment's id. */
  readonly books: Map<string, ProviderMoney>;
}

/** Somebody about to check out. */
export interface Shopper {
  readonly buyer: Buyer;
  readonly cart: CartJson;
}

const patience = { timeoutMs: 40_000, intervalMs: 100 };

/** Guests with one filled cart each, of the same goods. */
export function shoppers({ market }: Shop, { variantId }: Goods, count: number, quantity: number): Promise<Shopper[]> {
  const one = async () => {
    const buyer = await guest(market.url);
    return { buyer, cart: await buyer.fillCart([{ variantId, quantity }]) };
  };
  return Promise.all(Array.from({ length: count }, one));
}

/** The paid orders of those who check out now. */
export function boughtBy(guests: readonly Shopper[]): Promise<{ buyer: Buyer; order: OrderJson }[]> {
  return Promise.all(
    guests.map(async ({ buyer, cart }) => {
      await buyer.checkout(cart.cartId);
      return { buyer, order: await onlyOrder(buyer, "ORDER_STATE_PAID") };
    }),
  );
}

/** The buyer's only order, once it is in the state and its money has moved. */
export async function onlyOrder(buyer: Buyer, state: string): Promise<OrderJson> {
  const [order] = await ordersOf(buyer, [state]);
  return order as OrderJson;
}

/** All orders of the buyer, once they are in the states and their money has moved. */
export function ordersOf(buyer: Buyer, states: readonly string[]): Promise<readonly OrderJson[]> {
  return eventually(async () => {
    const found = await buyer.orders();
    expect(found.map(({ state }) => state)).toEqual(states);
    for (const { state } of found.flatMap(({ refunds }) => refunds)) expect(state).toBe("REFUND_STATE_SUCCEEDED");
    return found;
  }, patience);
}

/** So many units are sold, once what is under way has ended. */
export async function expectStock({ staff }: Shop, { variantId }: Goods, sold: number): Promise<void> {
  await eventually(async () => expect(await staff.stock(variantId)).toMatchObject({ reserved: sold }), patience);
}

/** Notes that the order took its total, and gave some of it back. */
export function noteMoney({ books }: Shop, { payments, total }: OrderJson, refunded = 0): void {
  expect(payments).toMatchObject([{ state: "PAYMENT_STATE_CAPTURED", amount: total }]);
  books.set(payments[0]?.paymentId ?? "", { captured: Number(total.minorUnits), refunded });
}

/** The provider holds what was noted, once what is under way has ended, and nothing else. */
export async function expectMoney({ holdings, books }: Shop): Promise<void> {
  await eventually(async () => expect(await holdings.read()).toEqual(books), patience);
}
