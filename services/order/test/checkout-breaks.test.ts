import { eventually } from "#mesh/testing";
import { checkoutPoints } from "../src/domain/checkout-points.ts";
import type { Order } from "../src/domain/order.ts";
import { ids } from "./cart-builders.ts";
import { breakAt, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const read = (order: Pick<Order, "orderId">) => shop().ports.orders.find(order.orderId);
const payments = () => [...shop().money.payments.values()];
const reservations = () => [...shop().stock.reservations.values()].map(({ state }) => state);

test.each(checkoutPoints.filter((name) => !/^order\.(quote|begin)\./.test(name)))(
  "after a break at %s the worker finishes: one order, one payment, stock right",
  async (point) => {
    const cart = await shop().filledCart();
    breakAt(point);
    const { order } = await shop().whileRecovering(() => shop().checkout(cart, "pm_visa", "k"));
    expect(order.state).toBe("PAID");
    expect(await shop().checkout(cart, "pm_visa", "k")).toEqual({ order, nextAction: undefined });
    expect(payments()).toEqual([{ state: "CAPTURED", amount: 3070n, captured: 3070n, refunded: 0n }]);
    expect(reservations()).toEqual(["COMMITTED"]);
    expect(await shop().subjects()).toEqual(["order_placed", "order_paid"]);
    expect(await shop().toldNumbers()).toEqual([order.orderNumber, order.orderNumber]);
    expect(await shop().countOrders()).toBe(1n);
  },
);

test.each(["order.quote.before", "order.quote.after", "order.begin.before", "order.begin.after"])(
  "after a break at %s the same request gives one order",
  async (point) => {
    const cart = await shop().filledCart();
    breakAt(point);
    await expect(shop().checkout(cart, "pm_visa", "k")).rejects.toThrow("broken");
    shop().clock.advance(20_000);
    await shop().recover();
    expect((await shop().checkout(cart, "pm_visa", "k")).order.state).toBe("PAID");
    expect([payments().length, await shop().countOrders()]).toEqual([1, 1n]);
  },
);

const undoing = ["void", "record_voided", "release", "record_released"].flatMap((name) => [
  `order.${name}.before`,
  `order.${name}.after`,
]);

test.each(undoing)("after a break at %s an abandoned checkout is undone all the same", async (point) => {
  const { order } = await shop().checkout(await shop().filledCart(), "pm_3ds");
  shop().clock.advance(900_000);
  breakAt(point);
  await shop().recover();
  shop().clock.advance(20_000);
  await shop().recover();
  expect((await read(order))?.state).toBe("FAILED");
  expect([reservations(), payments().map(({ state }) => state)]).toEqual([["RELEASED"], ["VOIDED"]]);
  expect(await shop().subjects()).toEqual(["checkout_failed"]);
});

test("a worker of another process takes over what broke off here", async () => {
  const cart = await shop().filledCart();
  breakAt("order.authorize.after");
  const { order } = await shop.another().whileRecovering(() => shop().checkout(cart, "pm_visa", "k"));
  expect([order.state, payments().length]).toEqual(["PAID", 1]);
});

test("a driver that lost its lease records nothing any more", async () => {
  const cart = await shop().filledCart();
  const { authorize } = shop().money.ports;
  let taken = false;
  shop().money.ports.authorize = async (...wanted) => {
    if (!taken) {
      taken = true;
      shop().clock.advance(20_000);
      await shop().recover();
    }
    return authorize(...wanted);
  };
  const { order } = await shop().checkout(cart);
  expect(order.state).toBe("PAID");
  expect(await shop().subjects()).toEqual(["order_placed", "order_paid"]);
  expect(payments().length).toBe(1);
});

test("a slow step holds the order: nobody takes over meanwhile", async () => {
  const own = { holdDurationMs: 900_000, leaseDurationMs: 150 };
  const slow = shop.another(own);
  const { authorize } = shop().money.ports;
  shop().money.ports.authorize = async (...wanted) => {
    await eventually(() => {
      shop().clock.advance(20);
      return shop().stock.calls.length > 0 && extended.length >= 4;
    });
    return authorize(...wanted);
  };
  const extended: string[] = [];
  const { extend } = slow.ports.orders;
  slow.ports.orders.extend = async (orderId, lease) => {
    await extend(orderId, lease);
    extended.push(orderId);
    expect(
      await shop().ports.orders.acquire(orderId, { ...lease, leaseId: ids.uuid(), now: shop().clock.now() }),
    ).toBeUndefined();
  };
  expect((await slow.checkout(await slow.filledCart())).order.state).toBe("PAID");
});
