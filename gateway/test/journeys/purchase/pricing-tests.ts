import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import { address } from "../shop/buyer.ts";
import { euros } from "../shop/goods.ts";
import type { CartJson, MoneyJson, PromotionJson, TotalsJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";
import type { Scene } from "./scene.ts";

const numberOf = ({ minorUnits }: MoneyJson) => Number(minorUnits);

/** What the steps of an explanation come to, by their kind. */
function explained({ priceSteps }: TotalsJson): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { kind, amount } of priceSteps) {
    const name = kind.replace("PRICE_STEP_KIND_", "");
    sums[name] = (sums[name] ?? 0) + numberOf(amount);
  }
  return sums;
}

/** What a purchase costs, and why. */
export function pricingTests(scene: () => Scene): void {
  const ask = <T>(route: string, body: unknown) => rest<T>(scene().market.url, route, { token: scene().admin, body });

  async function coupon(terms: object): Promise<string> {
    const couponCode = `C-${randomUUID().toUpperCase()}`;
    await ask("POST /v1/promotions", { name: "Offer of the day", couponCode, ...terms });
    return couponCode;
  }

  /** Two units at 19.99 euros, to be sent for 4.90. */
  async function twoMugs() {
    const shop = await startShopping(scene().market.url, scene().staff, { minorUnits: 1_999, stock: 4 });
    const change = async (fields: object) =>
      (await shop.buyer.ask<{ cart: CartJson }>(`PATCH /v1/carts/${shop.cart.cartId}`, fields)).cart;
    await change({ shippingMethodId: "standard" });
    return { ...shop, change };
  }

  /** A country with a tax of its own, in which nobody else buys. */
  async function taxed(countryCode: string, rateHundredths: number, inclusive: boolean) {
    await ask(`PUT /v1/tax-rules/${countryCode}`, { name: "VAT", rateHundredths, inclusive });
    return { shippingAddress: { ...address, countryCode } };
  }

  test("a percentage is taken off by its coupon, in any case of letters, and stays off the order", async () => {
    const { buyer, cart, change } = await twoMugs();
    const couponCode = await coupon({ percentOffHundredths: 1_250 });
    const priced = await change({ couponCodes: [couponCode.toLowerCase()] });
    expect(priced).toMatchObject({
      notices: [],
      subtotal: euros(3_998),
      discountTotal: euros(500),
      total: euros(3_988),
    });
    expect(explained(priced)).toEqual({ LIST_PRICE: 3_998, PROMOTION: -500, SHIPPING: 490 });
    const { order } = await buyer.checkout(cart.cartId);
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", discountTotal: euros(500), total: euros(3_988) });
    expect(order.lines).toMatchObject([{ total: euros(3_998), discount: euros(500) }]);
    expect(order.priceSteps).toEqual(priced.priceSteps);
  });

  test("an amount is taken off from its least subtotal on, and never more than there is", async () => {
    const { change } = await twoMugs();
    const [small, large, dear] = [
      await coupon({ amountOff: euros(500), minSubtotal: euros(3_998) }),
      await coupon({ amountOff: euros(9_999) }),
      await coupon({ amountOff: euros(500), minSubtotal: euros(3_999) }),
    ];
    expect(await change({ couponCodes: [small] })).toMatchObject({ notices: [], discountTotal: euros(500) });
    expect(await change({ couponCodes: [large] })).toMatchObject({ discountTotal: euros(3_998), total: euros(490) });
    expect(await change({ couponCodes: [dear] })).toMatchObject({
      discountTotal: euros(0),
      notices: [{ kind: "CART_NOTICE_KIND_COUPON_NOT_APPLIED" }],
    });
  });

  const termsOf = async (couponCode: string) => {
    const { promotions } = await rest<{ promotions: PromotionJson[] }>(scene().market.url, "GET /v1/promotions", {
      token: scene().admin,
    });
    return promotions.find((promotion) => promotion.couponCode === couponCode);
  };

  test("a coupon that two orders may use is used twice; a cancelled order gives it back", async () => {
    const couponCode = await coupon({ percentOffHundredths: 1_000, maxRedemptions: 2, budget: euros(10_000) });
    const couponCodes = [couponCode];
    const buy = async () => {
      const { buyer, cart, change } = await twoMugs();
      await change({ couponCodes });
      return { buyer, order: (await buyer.checkout(cart.cartId)).order };
    };
    const [first, second] = [await buy(), await buy()];
    expect([first, second].map(({ order }) => order.discountTotal)).toEqual([euros(400), euros(400)]);
    expect(await termsOf(couponCode)).toMatchObject({ redemptionCount: 2, redeemedAmount: euros(800) });
    const { buyer, cart, change } = await twoMugs();
    expect((await change({ couponCodes })).notices).toMatchObject([
      { kind: "CART_NOTICE_KIND_COUPON_NOT_APPLIED", text: expect.stringContaining("used as often as it may be") },
    ]);
    await expect(buyer.checkout(cart.cartId)).rejects.toMatchObject({ status: 400, reason: "COUPON_USED_UP" });
    await change({ couponCodes: [] });
    expect((await buyer.checkout(cart.cartId)).order.discountTotal).toEqual(euros(0));
    await first.buyer.cancel(first.order.orderId, "cancel");
    await eventually(async () => expect(await termsOf(couponCode)).toMatchObject({ redemptionCount: 1 }));
    expect((await buy()).order.discountTotal).toEqual(euros(400));
  });

  test("a customer uses a coupon as often as one may, and a budget is not passed", async () => {
    const [once, budgeted] = [
      await coupon({ percentOffHundredths: 1_000, maxRedemptionsPerCustomer: 1 }),
      await coupon({ percentOffHundredths: 1_000, budget: euros(500) }),
    ];
    const { buyer, cart, goods, change } = await twoMugs();
    await change({ couponCodes: [once, budgeted] });
    expect((await buyer.checkout(cart.cartId)).order.discountTotal).toEqual(euros(400 + 360));
    const again = await buyer.fillCart([{ variantId: goods.variantId, quantity: 2 }]);
    const { cart: priced } = await buyer.ask<{ cart: CartJson }>(`PATCH /v1/carts/${again.cartId}`, {
      couponCodes: [once, budgeted],
    });
    expect(priced.discountTotal).toEqual(euros(0));
    expect(priced.notices.map(({ kind }) => kind)).toEqual(Array(2).fill("CART_NOTICE_KIND_COUPON_NOT_APPLIED"));
  });

  test("unknown and expired coupons take nothing off, and the customer is told", async () => {
    const { change } = await twoMugs();
    const expired = await coupon({ percentOffHundredths: 5_000, endTime: "2020-01-01T00:00:00Z" });
    const early = await coupon({ percentOffHundredths: 5_000, startTime: "2100-01-01T00:00:00Z" });
    const priced = await change({ couponCodes: [expired, "NOBODY-KNOWS", early] });
    expect(priced.discountTotal).toEqual(euros(0));
    expect(priced.notices).toEqual(
      [expired, "NOBODY-KNOWS", early].map((code) => ({
        kind: "CART_NOTICE_KIND_COUPON_NOT_APPLIED",
        lineId: "",
        text: expect.stringContaining(code),
      })),
    );
  });

  test("inclusive taxes are part of the price, exclusive ones come on top; the explanation adds up to both", async () => {
    const { buyer, cart, change } = await twoMugs();
    const inclusive = await change(await taxed("XA", 1_900, true));
    expect(inclusive).toMatchObject({ taxInclusive: true, taxTotal: euros(638 + 78), total: euros(4_488) });
    expect(explained(inclusive)).toEqual({ LIST_PRICE: 3_998, SHIPPING: 490, TAX: 716 });

    const couponCodes = [await coupon({ percentOffHundredths: 1_000 })];
    const exclusive = await change({ ...(await taxed("XB", 825, false)), couponCodes });
    const { PROMOTION = 0, TAX = 0, ...prices } = explained(exclusive);
    expect({ PROMOTION, TAX, ...prices }).toEqual({ LIST_PRICE: 3_998, PROMOTION: -400, SHIPPING: 490, TAX: 297 + 40 });
    expect(exclusive).toMatchObject({ taxInclusive: false, taxTotal: euros(TAX), total: euros(4_088 + TAX) });

    const { order } = await buyer.checkout(cart.cartId);
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", taxInclusive: false, total: exclusive.total });
    expect(order.payments).toMatchObject([{ amount: exclusive.total }]);
    expect(order.lines).toMatchObject([{ tax: euros(297) }]);
  });

  test("an order keeps its prices, taxes and explanation when the staff changes them", async () => {
    const { staff } = scene();
    const { buyer, goods, cart, change } = await twoMugs();
    await change(await taxed("XC", 1_000, false));
    const { order } = await buyer.checkout(cart.cartId);
    await staff.setPrice(goods, 5_000);
    await taxed("XC", 5_000, true);
    const later = await buyer.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    await eventually(async () => {
      const { cart: now } = await buyer.ask<{ cart: CartJson }>(`GET /v1/carts/${later.cartId}`);
      expect(now.subtotal).toEqual(euros(5_000));
    });
    expect(await buyer.order(order.orderId)).toEqual(order);
    expect(order.subtotal).toEqual(euros(3_998));
  });

  test("a payment under way is over the price the customer agreed to", async () => {
    const { staff, provider } = scene();
    const { buyer, goods, cart } = await twoMugs();
    const threeDSecure = { paymentMethod: "pm_card_authenticationRequired" };
    const { order, nextAction } = await buyer.checkout(cart.cartId, threeDSecure);
    await staff.setPrice(goods, 1);
    await provider.authenticate(nextAction, "complete");
    const paid = (await buyer.resume(order.orderId)).order;
    expect(paid).toMatchObject({ state: "ORDER_STATE_PAID", total: order.total });
    expect((await provider.booksOf(order.orderId)).taken).toEqual([numberOf(order.total)]);
  });

  test("what one warehouse cannot send alone comes from two, and goes back to both", async () => {
    const { market, staff, admin } = scene();
    const { warehouse } = await ask<{ warehouse: { warehouseId: string } }>("POST /v1/warehouses", { name: "Annex" });
    const { buyer, goods, cart } = await startShopping(market.url, staff, { stock: 3, quantity: 5 });
    await staff.receive(goods.variantId, 4, warehouse.warehouseId);
    const reserved = async () => {
      const route = `GET /v1/inventory/${goods.variantId}`;
      const { levels } = await rest<{ levels: { warehouseId: string; reserved: string }[] }>(market.url, route, {
        token: admin,
      });
      return levels.map((level) => level.reserved).filter((units) => units !== "0");
    };
    const { order } = await buyer.checkout(cart.cartId);
    expect(order.state).toBe("ORDER_STATE_PAID");
    expect((await reserved()).map(Number).reduce((sum, units) => sum + units)).toBe(5);
    expect(await reserved()).toHaveLength(2);
    await buyer.cancel(order.orderId);
    expect(await reserved()).toEqual([]);
    expect(await staff.stock(goods.variantId)).toMatchObject({ onHand: 7, available: 7 });
  });
}
