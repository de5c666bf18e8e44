import { fakeClock } from "#mesh/testing";
import { aCart, aQuote, aSoldVariant, callerOf, euros, ids, someRates } from "../../test/cart-builders.ts";
import type { Cart } from "../domain/cart.ts";
import type { Purchase } from "../domain/quote.ts";
import { addCartLine } from "./add-cart-line.ts";
import type { CartChange } from "./ports/carts.ts";

const variant = aSoldVariant();
const reason = (name: string) => expect.objectContaining({ reason: name });

/** A cart, with neighbours who answer; `stored` is what was answered under the request key before. */
function shop({ cart = aCart(), stored }: { cart?: Cart; stored?: Cart } = {}) {
  const purchases: Purchase[] = [];
  const changes: CartChange[] = [];
  const ports = {
    carts: {
      find: async () => cart,
      change: async (change: CartChange) => {
        changes.push(change);
        return stored ?? change.decide(cart);
      },
      pageOpen: () => Promise.reject(new Error("not asked")),
      create: () => Promise.reject(new Error("not asked")),
      takeOver: () => Promise.reject(new Error("not asked")),
    },
    products: { findForSale: async () => [variant] },
    pricing: {
      quote: async (purchase: Purchase) => {
        purchases.push(purchase);
        const lines = purchase.lines.map((line) => ({ ...variant, ...line, lineId: line.lineId as `lin_${string}` }));
        return aQuote({ ...purchase, lines: lines.map((line) => ({ ...line, unitPrice: euros(700n) })) });
      },
    },
    shippingRates: () => someRates,
    users: { findDefaults: () => Promise.reject(new Error("not asked")) },
    clock: fakeClock(),
    ids,
  };
  const wanted = { cartId: cart.cartId, variantId: variant.variantId, quantity: 3n };
  return { ports, purchases, changes, wanted, owner: callerOf(cart.userId) };
}

const request = { caller: "usr_1", method: "/AddCartLine", key: "1", hash: "a" };

test("a line is added at the price of the quote that is answered", async () => {
  const { ports, purchases, wanted, owner } = shop();
  const { cart, quote } = await addCartLine(ports)(owner, wanted);
  expect(cart.lines.at(-1)).toMatchObject({ ...variant, quantity: 3n, unitPrice: euros(700n) });
  expect(quote.lines.map(({ lineId }) => lineId)).toEqual(cart.lines.map(({ lineId }) => lineId));
  expect(purchases.length).toBe(1);
});

test("while pricing does not answer nothing is written", async () => {
  const { ports, changes, wanted, owner } = shop();
  const pricing = { quote: () => Promise.reject(new Error("away")) };
  await expect(addCartLine({ ...ports, pricing })(owner, wanted)).rejects.toThrow("away");
  expect(changes).toEqual([]);
});

test("a cart that became an order is refused before anybody else is asked", async () => {
  const { ports, purchases, wanted, owner } = shop({ cart: aCart({ orderId: ids.next("ord") }) });
  const products = { findForSale: () => Promise.reject(new Error("asked")) };
  await expect(addCartLine({ ...ports, products })(owner, wanted)).rejects.toThrow(reason("CART_CHECKED_OUT"));
  expect(purchases).toEqual([]);
});

test.each([
  ["the cart became an order", { orderId: ids.next("ord") }, [variant]],
  ["the variant is no longer sold", {}, []],
])("what was answered under a request id is answered again though %s", async (_, change, forSale) => {
  const cart = aCart(change);
  const stored = aCart({ cartId: cart.cartId, userId: cart.userId });
  const { ports, wanted, owner } = shop({ cart, stored });
  const products = { findForSale: async () => forSale };
  const answer = await addCartLine({ ...ports, products })(owner, { ...wanted, request });
  expect(answer).toMatchObject({ cart: stored, quote: { lines: [{ lineId: stored.lines[0]?.lineId }] } });
});

test.each([
  ["the cart became an order", { orderId: ids.next("ord") }, [variant], "CART_CHECKED_OUT"],
  ["the variant is not sold", {}, [], "VARIANT_UNAVAILABLE"],
])("a first request under an id is refused when %s", async (_, change, forSale, refused) => {
  const { ports, wanted, owner } = shop({ cart: aCart(change) });
  const products = { findForSale: async () => forSale };
  await expect(addCartLine({ ...ports, products })(owner, { ...wanted, request })).rejects.toThrow(reason(refused));
});
