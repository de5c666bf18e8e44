import { offerCoupon } from "./coupon.ts";
import { finish, lapsed, refusalOf } from "./finish.ts";
import { boughtBy, expectMoney, expectStock, noteMoney, onlyOrder, type Shop, shoppers } from "./shop.ts";
import { askTwice, atOnce, untilAnswered } from "./until-answered.ts";
import type { Variation } from "./variation.ts";

/**
 * Something people do, however often they must ask, and what must be true afterwards. Calls `arm` when everything is
 * ready, just before it begins.
 */
export type Story = (shop: Shop, variation: Variation, arm: () => Promise<void>) => Promise<void>;

/** Guests check out: one paid order each. */
export const checkout: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const guests = await shoppers(shop, goods, people, quantity);
  await arm();
  const answers = await askTwice(
    guests.map(
      ({ buyer, cart }, n) =>
        () =>
          buyer.checkout(cart.cartId, { requestId: `buy-${n}` }),
    ),
    staggerMs,
  );
  for (const [n, { buyer, cart }] of guests.entries()) {
    const order = await onlyOrder(buyer, "ORDER_STATE_PAID");
    expect(answers[n]?.order).toMatchObject({ orderId: order.orderId, total: cart.total });
    noteMoney(shop, order);
  }
  await expectStock(shop, goods, people * quantity);
  await expectMoney(shop);
};

/** Guests check out, and the provider's own word of it never comes. */
export const checkoutUnheard: Story = async (shop, variation, arm) => {
  await shop.provider.fault({ kind: "webhook_never", times: 1_000 });
  try {
    await checkout(shop, variation, arm);
  } finally {
    await shop.provider.forgetFaults();
  }
};

/** Cards are declined: nothing is held, and the next card pays. */
export const decline: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const guests = await shoppers(shop, goods, people, quantity);
  const paymentMethod = "pm_card_visa_chargeDeclined";
  await arm();
  const refusals = await askTwice(
    guests.map(
      ({ buyer, cart }) =>
        () =>
          refusalOf(buyer, () => buyer.checkout(cart.cartId, { paymentMethod, requestId: "declined" })),
    ),
    staggerMs,
  );
  expect(refusals).toEqual(guests.map(() => "PAYMENT_DECLINED"));
  await expectStock(shop, goods, 0);
  for (const { buyer, cart } of guests) {
    await untilAnswered(() => buyer.checkout(cart.cartId, { requestId: "paid" }));
    noteMoney(shop, await onlyOrder(buyer, "ORDER_STATE_PAID"));
  }
  await expectStock(shop, goods, people * quantity);
  await expectMoney(shop);
};

/** Guests prove who they are at their banks: one paid order each. */
export const authenticate: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const guests = await shoppers(shop, goods, people, quantity);
  const paymentMethod = "pm_card_authenticationRequired";
  await arm();
  await atOnce(
    guests.map(({ buyer, cart }) => async () => {
      const begin = () => buyer.checkout(cart.cartId, { paymentMethod, requestId: "authenticate" });
      const finished = await finish(buyer, await untilAnswered(begin));
      expect(["ORDER_STATE_PLACED", "ORDER_STATE_PAID"]).toContain(finished.order.state);
    }),
    staggerMs,
  );
  for (const { buyer } of guests) noteMoney(shop, await onlyOrder(buyer, "ORDER_STATE_PAID"));
  await expectStock(shop, goods, people * quantity);
  await expectMoney(shop);
};

/** Guests leave their banks unanswered past the hold: the money is let go, the stock is free, and the next card pays. */
export const abandon: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const guests = await shoppers(shop, goods, people, quantity);
  const paymentMethod = "pm_card_authenticationRequired";
  await arm();
  const answers = await atOnce(
    guests.map(
      ({ buyer, cart }) =>
        () =>
          buyer.checkout(cart.cartId, { paymentMethod, requestId: "abandoned" }),
    ),
    staggerMs,
  );
  for (const [n, { buyer, cart }] of guests.entries()) {
    expect(answers[n]).toMatchObject({ nextAction: { redirectUrl: expect.stringContaining("/3d-secure/") } });
    expect(await lapsed(buyer, answers[n]?.order.orderId ?? "")).toBe("HOLD_EXPIRED");
    await untilAnswered(() => buyer.checkout(cart.cartId, { requestId: "paid" }));
    noteMoney(shop, await onlyOrder(buyer, "ORDER_STATE_PAID"));
  }
  await expectStock(shop, goods, people * quantity);
  await expectMoney(shop);
};

/**
 * Guests race for a coupon that all but one may use: one is refused, or buys without it if that was known when their
 * purchase was priced again. All who bought cancel, and nobody uses it any more.
 */
export const coupon: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const guests = await shoppers(shop, goods, people + 1, quantity);
  const uses = await offerCoupon(shop, people);
  for (const { buyer, cart } of guests) await uses.add(buyer, cart.cartId);
  await arm();
  const refusals = await askTwice(
    guests.map(
      ({ buyer, cart }) =>
        () =>
          refusalOf(buyer, () => buyer.checkout(cart.cartId, { requestId: "coupon" })),
    ),
    staggerMs,
  );
  expect(["none", "COUPON_USED_UP"]).toEqual(expect.arrayContaining([...refusals]));
  await uses.expect(people);
  let discounted = 0;
  for (const [n, { buyer, cart }] of guests.entries()) {
    if (refusals[n] !== "none") continue;
    const { orderId, total } = await onlyOrder(buyer, "ORDER_STATE_PAID");
    if (total.minorUnits !== cart.total.minorUnits) discounted += 1;
    await untilAnswered(() => buyer.cancel(orderId, "cancel"));
    noteMoney(shop, await onlyOrder(buyer, "ORDER_STATE_CANCELLED"), Number(total.minorUnits));
  }
  expect(discounted).toBe(people);
  await uses.expect(0);
  await expectStock(shop, goods, 0);
  await expectMoney(shop);
};

/** Paid orders are cancelled: all money goes back once, all stock is free. */
export const cancel: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const bought = await boughtBy(await shoppers(shop, goods, people, quantity));
  await arm();
  await askTwice(
    bought.map(
      ({ buyer, order }) =>
        () =>
          buyer.cancel(order.orderId, "cancel"),
    ),
    staggerMs,
  );
  for (const { buyer, order } of bought) {
    const cancelled = await onlyOrder(buyer, "ORDER_STATE_CANCELLED");
    expect(cancelled.refunds).toMatchObject([{ amount: order.total }]);
    noteMoney(shop, cancelled, Number(order.total.minorUnits));
  }
  await expectStock(shop, goods, 0);
  await expectMoney(shop);
};

/** One unit of each order is given back: its price is refunded once, and it is free again. */
export const giveBack: Story = async (shop, { people, quantity, staggerMs }, arm) => {
  const goods = await shop.staff.offer({ stock: 100 });
  const bought = await boughtBy(await shoppers(shop, goods, people, quantity + 1));
  await arm();
  await askTwice(
    bought.map(({ buyer, order }) => () => {
      const lines = order.lines.map(({ lineId }) => ({ lineId, quantity: 1 }));
      return buyer.giveBack(order.orderId, lines, "return");
    }),
    staggerMs,
  );
  for (const { buyer, order } of bought) {
    const price = order.lines[0]?.unitPrice;
    const kept = await onlyOrder(buyer, "ORDER_STATE_PAID");
    expect(kept.refunds).toMatchObject([{ amount: price }]);
    noteMoney(shop, kept, Number(price?.minorUnits));
  }
  await expectStock(shop, goods, people * quantity);
  await expectMoney(shop);
};
