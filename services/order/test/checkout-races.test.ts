import { type Call, runInCall } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import type { Cart } from "../src/domain/cart.ts";
import { aCartLine, ids } from "./cart-builders.ts";
import { reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const cartOf = ({ cartId }: Pick<Cart, "cartId">) => shop().ports.carts.find(cartId);
const payments = () => [...shop().money.payments.values()];

const settled = async <T>(work: readonly Promise<T>[]) => {
  const results = await Promise.allSettled(work);
  return {
    answers: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    refusals: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
  };
};

test("fifty racing duplicates have one effect and equal answers; other content is refused", async () => {
  const cart = await shop().filledCart();
  const calls = Array.from({ length: 50 }, () => shop().checkout(cart, "pm_visa", "k", "h"));
  const { answers } = await settled(calls);
  expect(answers.length).toBe(50);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect([payments().length, await shop().countOrders()]).toEqual([1, 1n]);
  await expect(shop().checkout(cart, "pm_visa", "k", "other")).rejects.toThrow(reason("REQUEST_ID_REUSED"));
});

test("fifty racing duplicates of a declined checkout get one refusal", async () => {
  const cart = await shop().filledCart();
  const { refusals } = await settled(Array.from({ length: 50 }, () => shop().checkout(cart, "pm_declined", "k")));
  expect(refusals).toEqual(Array.from({ length: 50 }, () => reason("PAYMENT_DECLINED")));
  expect(payments().length).toBe(1);
});

test("orders placed at once have numbers of their own, and tell them", async () => {
  const carts = await Promise.all(Array.from({ length: 24 }, () => shop().filledCart()));
  const placed = await Promise.all(carts.map((cart) => shop().checkout(cart)));
  const numbers = placed.map(({ order }) => order.orderNumber);
  expect(new Set(numbers).size).toBe(24);
  expect((await shop().toldNumbers()).toSorted()).toEqual([...numbers, ...numbers].toSorted());
});

test("sixteen checkouts of one cart give one order and one payment", async () => {
  const cart = await shop().filledCart();
  const { answers, refusals } = await settled(Array.from({ length: 16 }, () => shop().checkout(cart)));
  expect([answers.length, payments().length, await shop().countOrders()]).toEqual([1, 1, 1n]);
  const orderId = answers[0]?.order.orderId;
  expect(refusals).toEqual(Array.from({ length: 15 }, () => reason("CART_CHECKED_OUT", { order_id: orderId })));
});

test("a checkout that waited for one that failed goes on with its own try", async () => {
  const cart = await shop().filledCart();
  const { answers, refusals } = await settled([
    ...Array.from({ length: 4 }, () => shop().checkout(cart, "pm_declined")),
    shop().checkout(cart, "pm_visa"),
  ]);
  expect(answers.map(({ order }) => order.state)).toEqual(["PAID"]);
  for (const refusal of refusals) expect(["PAYMENT_DECLINED", "CART_CHECKED_OUT"]).toContain(refusal.reason);
});

test("of many checkouts that fail one after the other each is told why, however long it waited", async () => {
  const cart = await shop().filledCart();
  const { refusals } = await settled(Array.from({ length: 24 }, () => shop().checkout(cart, "pm_declined")));
  expect(refusals).toEqual(Array.from({ length: 24 }, () => reason("PAYMENT_DECLINED")));
  expect(payments().length).toBe(24);
});

test("twenty-four buyers of the last unit: one order, the others are told so, no money kept", async () => {
  const line = aCartLine({ quantity: 1n });
  const carts = [];
  for (let buyer = 0; buyer < 24; buyer++)
    carts.push(await shop().filledCart({ lines: [{ ...line, lineId: ids.next("lin") }] }));
  shop().stock.stock.set(line.variantId, 1n);
  const { answers, refusals } = await settled(carts.map((cart) => shop().checkout(cart)));
  expect(answers.map(({ order }) => order.state)).toEqual(["PAID"]);
  expect(refusals).toEqual(Array.from({ length: 23 }, () => reason("OUT_OF_STOCK")));
  expect([payments().length, shop().stock.available(line.variantId)]).toEqual([1, 0n]);
});

test("whoever waits for another checkout is told so before their time is up", async () => {
  const cart = await shop().filledCart();
  const letGo = Promise.withResolvers<void>();
  const { authorize } = shop().money.ports;
  shop().money.ports.authorize = async (...wanted) => {
    await letGo.promise;
    return authorize(...wanted);
  };
  const first = shop().checkout(cart);
  await eventually(async () => (await cartOf(cart))?.checkoutOrderId !== undefined);
  const inTime = aCall(1_000);
  const waiting = [shop(), shop.another()].map((at) => runInCall(inTime, () => at.checkout(cart)));
  const { refusals } = await settled(waiting);
  expect(refusals).toEqual([reason("CHECKOUT_IN_PROGRESS"), reason("CHECKOUT_IN_PROGRESS")]);
  expect(Date.now()).toBeLessThan(inTime.deadline);
  letGo.resolve();
  expect((await first).order.state).toBe("PAID");
});

const aCall = (ms: number): Call => ({
  ...{ method: "/Checkout", caller: { workload: "gateway" }, requestId: "r", traceparent: "" },
  ...{ deadline: Date.now() + ms, signal: AbortSignal.timeout(ms) },
});

test("duplicates in two processes have one effect and equal answers", async () => {
  const cart = await shop().filledCart();
  const other = shop.another();
  const calls = Array.from({ length: 20 }, (_, index) => (index % 2 ? shop() : other).checkout(cart, "pm_visa", "k"));
  const answers = await Promise.all(calls);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect([payments().length, await shop().countOrders()]).toEqual([1, 1n]);
});
