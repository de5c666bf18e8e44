import { callerOf } from "./cart-builders.ts";
import { aRequest, breakAt, reason, useCheckoutShop } from "./checkout-shop.ts";
import { countedCode } from "./fake-coupon.ts";

const shop = useCheckoutShop();
const cartWithCoupon = () => shop().filledCart({ couponCodes: [countedCode] });
const states = () => [...shop().few.orders.values()];
const reservations = () => [...shop().stock.reservations.values()].map(({ state }) => state);

test("a purchase with a coupon few may use is counted before it is placed, and stays counted", async () => {
  const { order } = await shop().checkout(await cartWithCoupon());
  expect([order.state, states()]).toEqual(["PAID", ["REDEEMED"]]);
  expect((await shop().ports.orders.find(order.orderId))?.redemptions).toEqual(order.redemptions);
  expect(order.redemptions).toMatchObject([{ couponCode: countedCode }]);
});

test("a purchase without one is not counted", async () => {
  await shop().checkout(await shop().filledCart());
  expect(states()).toEqual([]);
});

test("a coupon that was used up meanwhile is refused by its name; nothing is held or paid, and the cart stays open", async () => {
  shop().few.coupon.most = 0;
  const cart = await cartWithCoupon();
  await expect(shop().checkout(cart)).rejects.toThrow(reason("COUPON_USED_UP", { coupon_code: countedCode }));
  expect([reservations(), shop().money.payments.size, await shop().subjects()]).toEqual([[], 0, ["checkout_failed"]]);
  shop().few.coupon.most = 1;
  expect((await shop().checkout(cart)).order.state).toBe("PAID");
});

test("a coupon that is known to be used up is refused before anything is begun, and not bought without", async () => {
  shop().few.coupon.isKnownUsedUp = true;
  const cart = await cartWithCoupon();
  await expect(shop().checkout(cart)).rejects.toThrow(reason("COUPON_USED_UP", { coupon_code: countedCode }));
  expect([reservations(), states(), shop().money.payments.size, await shop().subjects()]).toEqual([[], [], 0, []]);
});

test("what is out of stock is not counted", async () => {
  const cart = await cartWithCoupon();
  for (const { variantId } of cart.lines) shop().stock.stock.set(variantId, 0n);
  await expect(shop().checkout(cart)).rejects.toThrow(reason("OUT_OF_STOCK"));
  expect(states()).toEqual(["RELEASED"]);
});

test("while pricing does not count nothing is bought, and whatever it counted is given back", async () => {
  shop().few.coupon.unanswered = 1;
  await expect(shop().checkout(await cartWithCoupon())).rejects.toThrow(
    reason("SERVICE_UNAVAILABLE", { service: "pricing" }),
  );
  expect([states(), reservations()]).toEqual([["RELEASED"], []]);
});

test("a declined payment, and a cancelled order, give the coupon to others", async () => {
  shop().few.coupon.most = 1;
  await expect(shop().checkout(await cartWithCoupon(), "pm_declined")).rejects.toThrow(reason("PAYMENT_DECLINED"));
  expect([states(), reservations()]).toEqual([["RELEASED"], ["RELEASED"]]);
  const cart = await cartWithCoupon();
  const { order } = await shop().checkout(cart);
  const request = aRequest(cart.userId, undefined, "h", "/Cancel");
  await shop().app.cancelOrder(callerOf(cart.userId), { orderId: order.orderId, reason: "late", request });
  expect(states()).toEqual(["RELEASED", "RELEASED"]);
  expect((await shop().checkout(await cartWithCoupon())).order.state).toBe("PAID");
});

test.each(["order.redeem.before", "order.redeem.after", "order.record_redeemed.before", "order.record_redeemed.after"])(
  "after a break at %s the worker finishes, and the order counts once",
  async (point) => {
    shop().few.coupon.most = 1;
    const cart = await cartWithCoupon();
    breakAt(point);
    const { order } = await shop().whileRecovering(() => shop().checkout(cart, "pm_visa", "k"));
    expect([order.state, states(), reservations()]).toEqual(["PAID", ["REDEEMED"], ["COMMITTED"]]);
  },
);

test.each([
  "order.unredeem.before",
  "order.unredeem.after",
  "order.record_unredeemed.before",
  "order.record_unredeemed.after",
])("after a break at %s an abandoned checkout gives its coupon back all the same", async (point) => {
  const { order } = await shop().checkout(await cartWithCoupon(), "pm_3ds");
  shop().clock.advance(900_000);
  breakAt(point);
  await shop().recover();
  shop().clock.advance(20_000);
  await shop().recover();
  expect((await shop().ports.orders.find(order.orderId))?.state).toBe("FAILED");
  expect([states(), reservations()]).toEqual([["RELEASED"], ["RELEASED"]]);
});
