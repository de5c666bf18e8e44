import { onCheckpoint } from "#mesh/kernel";
import type { Cart } from "../src/domain/cart.ts";
import { emptyQuote } from "../src/domain/cart-purchase.ts";
import { checkoutPoints } from "../src/domain/checkout-points.ts";
import type { Order } from "../src/domain/order.ts";
import { allStatements } from "./all-statements.ts";
import { aCartLine, ids } from "./cart-builders.ts";
import { reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const read = (order: Pick<Order, "orderId">) => shop().ports.orders.find(order.orderId);
const cartOf = ({ cartId }: Pick<Cart, "cartId">) => shop().ports.carts.find(cartId);
const payments = () => [...shop().money.payments.values()];
const reservations = () => [...shop().stock.reservations.values()].map(({ state }) => state);

test("a checkout gives a paid order, its stock and its money kept", async () => {
  const cart = await shop().filledCart();
  const { order, nextAction } = await shop().checkout(cart);
  expect(order).toMatchObject({ state: "PAID", step: "DONE", version: 2 });
  expect(order.orderNumber).toMatch(/^10\d{4}$/);
  expect(nextAction).toBeUndefined();
  expect(await read(order)).toEqual(order);
  expect(await shop().subjects()).toEqual(["order_placed", "order_paid"]);
  expect(payments()).toEqual([{ state: "CAPTURED", amount: 3070n, captured: 3070n, refunded: 0n }]);
  expect(reservations()).toEqual(["COMMITTED"]);
  expect(await cartOf(cart)).toMatchObject({ orderId: order.orderId, checkoutOrderId: undefined });
  await expect(shop().checkout(cart)).rejects.toThrow(reason("CART_CHECKED_OUT", { order_id: order.orderId }));
});

test("a checkout costs six statements, events included, however many lines it has", async () => {
  const carts = [
    await shop().filledCart(),
    await shop().filledCart({ lines: Array.from({ length: 300 }, () => aCartLine()) }),
  ];
  for (const cart of carts) {
    expect((await allStatements(() => shop().checkout(cart))).length).toBe(6);
  }
  expect((await shop().subjects()).length).toBe(4);
});

test("a checkout passes every checkpoint of its path, in order", async () => {
  const seen: string[] = [];
  const cart = await shop().filledCart();
  onCheckpoint((name) => seen.push(name));
  await shop().checkout(cart);
  const isStores = (name: string) => name.startsWith("order.commit.");
  expect([...seen.filter((name) => !isStores(name)), ...new Set(seen.filter(isStores))]).toEqual(checkoutPoints);
  expect(checkoutPoints.length).toBeGreaterThanOrEqual(15);
});

test.each([
  ["CART_EMPTY", { lines: [] }, {}],
  ["CART_INCOMPLETE", { email: "" }, { missing: "email" }],
  [
    "CART_INCOMPLETE",
    { shippingAddress: undefined, shippingMethodId: "" },
    { missing: "shipping_address,shipping_method_id" },
  ],
  ["SHIPPING_METHOD_UNKNOWN", { shippingMethodId: "owl" }, {}],
])("%s is refused before anything is begun", async (name, change, metadata) => {
  const cart = await shop().filledCart(change);
  await expect(shop().checkout(cart)).rejects.toThrow(reason(name, metadata));
  expect([shop().money.calls, shop().stock.calls]).toEqual([[], []]);
});

test("what has no weight needs no address and no shipping", async () => {
  const cart = await shop().filledCart({
    ...{ shippingAddress: undefined, shippingMethodId: "" },
    lines: [aCartLine({ weightGrams: 0 })],
  });
  const { order } = await shop().checkout(cart);
  expect(order).toMatchObject({ state: "PAID", shippingMethodId: "", total: { minorUnits: 2580n } });
});

test("a line without a price is refused with VARIANT_UNAVAILABLE", async () => {
  const cart = await shop().filledCart();
  const [line] = cart.lines;
  shop().ports.pricing.quote = async () => ({ ...emptyQuote("EUR"), unpricedLineIds: [line?.lineId ?? ""] });
  await expect(shop().checkout(cart)).rejects.toThrow(reason("VARIANT_UNAVAILABLE", { variant_id: line?.variantId }));
});

test("somebody else's cart looks absent", async () => {
  const cart = await shop().filledCart();
  await expect(shop().checkout({ ...cart, userId: ids.next("usr") })).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
});

test("too little stock fails the order, and the cart can be checked out again", async () => {
  const cart = await shop().filledCart();
  const [line] = cart.lines;
  shop().stock.stock.set(line?.variantId ?? "", 1n);
  const metadata = { variant_id: line?.variantId, sku: line?.sku, available: "1" };
  const key = ids.uuid();
  await expect(shop().checkout(cart, "pm_visa", key)).rejects.toThrow(reason("OUT_OF_STOCK", metadata));
  shop().stock.stock.set(line?.variantId ?? "", 2n);
  await expect(shop().checkout(cart, "pm_visa", key)).rejects.toThrow(reason("OUT_OF_STOCK", metadata));
  expect((await shop().checkout(cart)).order.state).toBe("PAID");
  expect(await shop().subjects()).toEqual(["checkout_failed", "order_placed", "order_paid"]);
});

test.each([
  ["pm_declined", "PAYMENT_DECLINED", { decline_code: "insufficient_funds" }],
  ["pm_unknown", "PAYMENT_METHOD_UNKNOWN", {}],
])("%s is refused with %s, its stock is free and its cart open", async (method, name, metadata) => {
  const cart = await shop().filledCart();
  await expect(shop().checkout(cart, method)).rejects.toThrow(reason(name, metadata));
  expect(reservations()).toEqual(["RELEASED"]);
  expect(await cartOf(cart)).toMatchObject({ checkoutOrderId: undefined, orderId: undefined });
  expect(await shop().subjects()).toEqual(["checkout_failed"]);
  expect((await shop().checkout(cart)).order.state).toBe("PAID");
});

test("an order of nothing to pay is paid without a payment", async () => {
  const cart = await shop().filledCart();
  const { quote } = shop().ports.pricing;
  const free = { currencyCode: "EUR", minorUnits: 0n };
  shop().ports.pricing.quote = async (purchase) => {
    const priced = await quote(purchase);
    const lines = priced.lines.map((line) => ({ ...line, unitPrice: free, total: free }));
    return { ...priced, lines, subtotal: free, shippingTotal: free, total: free };
  };
  const { order } = await shop().checkout(cart, "", "k");
  expect(order).toMatchObject({ state: "PAID", payment: undefined, version: 2 });
  expect(await shop().checkout(cart, "", "k")).toEqual({ order, nextAction: undefined });
  expect(await shop().subjects()).toEqual(["order_placed", "order_paid"]);
  expect(await shop().toldNumbers()).toEqual([order.orderNumber, order.orderNumber]);
  expect(shop().money.calls).toEqual([]);
});

test("a cart that changed while it was quoted is quoted again", async () => {
  const cart = await shop().filledCart();
  const { quote } = shop().ports.pricing;
  let quotes = 0;
  shop().ports.pricing.quote = async (purchase) => {
    quotes += 1;
    if (quotes < 3) {
      const decide = (before: typeof cart) => ({
        ...before,
        email: `ada${quotes}@example.org`,
        version: before.version + 1,
      });
      await shop().ports.carts.change({ cartId: cart.cartId, decide });
    }
    return quote(purchase);
  };
  const { order } = await shop().checkout(cart);
  expect([quotes, order.email]).toEqual([3, "ada2@example.org"]);
});

test("an inventory that does not answer is SERVICE_UNAVAILABLE, nothing stays reserved, and the key is free again", async () => {
  const cart = await shop().filledCart();
  const { reserve } = shop().stock.inventory;
  shop().stock.inventory.reserve = async (...wanted) => {
    await reserve(...wanted);
    return { outcome: "UNANSWERED", metadata: { service: "inventory" } };
  };
  await expect(shop().checkout(cart, "pm_visa", "k")).rejects.toThrow(
    reason("SERVICE_UNAVAILABLE", { service: "inventory" }),
  );
  shop().stock.inventory.reserve = reserve;
  expect(reservations()).toEqual(["RELEASED"]);
  expect((await shop().checkout(cart, "pm_visa", "k")).order.state).toBe("PAID");
});

test("a cart that never stops changing is refused with ETAG_MISMATCH", async () => {
  const cart = await shop().filledCart();
  const { quote } = shop().ports.pricing;
  shop().ports.pricing.quote = async (purchase) => {
    const decide = (before: typeof cart) => ({ ...before, version: before.version + 1 });
    await shop().ports.carts.change({ cartId: cart.cartId, decide });
    return quote(purchase);
  };
  await expect(shop().checkout(cart)).rejects.toThrow(reason("ETAG_MISMATCH"));
});
