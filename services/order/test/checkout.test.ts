import { type CheckoutShop, openCheckoutShop } from "./checkout-shop.ts";

let shop: CheckoutShop;

beforeEach(async () => {
  shop = await openCheckoutShop();
});
afterEach(() => shop?.close());

test("a checkout gives a paid order, its stock and its money kept", async () => {
  const cart = await shop.filledCart();
  const { order, nextAction } = await shop.checkout(cart);
  expect(shop.failures).toEqual([]);
  expect(order).toMatchObject({ state: "PAID", step: "DONE", orderNumber: "100001", version: 2 });
  expect(nextAction).toBeUndefined();
  expect(await shop.ports.orders.find(order.orderId)).toEqual(order);
  expect(await shop.subjects()).toEqual(["order_placed", "order_paid"]);
  expect([...shop.money.payments.values()]).toEqual([{ state: "CAPTURED", amount: 3070n, captured: 3070n, refunded: 0n }]);
  expect([...shop.stock.reservations.values()].map(({ state }) => state)).toEqual(["COMMITTED"]);
  expect(await shop.ports.carts.find(cart.cartId)).toMatchObject({ orderId: order.orderId, checkoutOrderId: undefined });
});
