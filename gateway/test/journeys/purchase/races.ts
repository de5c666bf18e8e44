import { guest } from "../shop/buyer.ts";
import type { Goods, Staff } from "../shop/goods.ts";
import type { CheckoutJson } from "../shop/json.ts";
import { Refusal } from "../shop/rest.ts";

/** What came of many checkouts at once. */
export interface Outcome {
  readonly bought: readonly CheckoutJson[];
  /** The reasons of the refusals, sorted. */
  readonly refused: readonly string[];
}

/** Lets as many guests as named check out one unit each, with these coupons, all at the same moment. */
export async function raceForOne(
  url: string,
  { variantId }: Goods,
  buyers: number,
  couponCodes: readonly string[] = [],
): Promise<Outcome> {
  const waiting = await inSlices(buyers, 25, async () => {
    const buyer = await guest(url);
    const cart = await buyer.fillCart([{ variantId, quantity: 1 }]);
    if (couponCodes.length > 0) await buyer.ask(`PATCH /v1/carts/${cart.cartId}`, { couponCodes });
    return { buyer, cart };
  });
  return outcomeOf(
    waiting.map(
      ({ buyer, cart }) =>
        () =>
          buyer.checkout(cart.cartId),
    ),
  );
}

/** Runs them all at once; anything but an answer or a refusal of the market's own rejects. */
export async function outcomeOf(checkouts: readonly (() => Promise<CheckoutJson>)[]): Promise<Outcome> {
  const bought: CheckoutJson[] = [];
  const refused: string[] = [];
  await Promise.all(
    checkouts.map(async (checkout) => {
      try {
        bought.push(await checkout());
      } catch (error) {
        if (!(error instanceof Refusal) || error.status >= 500) throw error;
        refused.push(error.reason);
      }
    }),
  );
  return { bought, refused: refused.toSorted() };
}

/** Sold units as the stock shows them. */
export async function soldOf(staff: Staff, { variantId }: Goods): Promise<number> {
  return (await staff.stock(variantId)).reserved;
}

async function inSlices<T>(count: number, size: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const slice = Math.min(size, count - made.length);
    made.push(...(await Promise.all(Array.from({ length: slice }, make))));
  }
  return made;
}
