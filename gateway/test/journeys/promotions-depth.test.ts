import { randomUUID } from "node:crypto";
import { hardServices, startTestMarket, type TestMarket, unlimited } from "./market.ts";
import { type Buyer, guest } from "./shop/buyer.ts";
import { euros, type Goods, type Staff, staffOf } from "./shop/goods.ts";
import type { CartJson, PromotionJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

let market: TestMarket;
let token: string;
let staff: Staff;

beforeAll(async () => {
  market = await startTestMarket(unlimited, hardServices);
  token = await market.tokenFor(["*"]);
  staff = staffOf(market.url, token);
}, 60_000);

afterAll(() => market?.close());

const ask = <T>(route: string, body?: unknown) => rest<T>(market.url, route, { token, body });

async function promotion(terms: object): Promise<PromotionJson> {
  const body = { name: "Offer of the day", ...terms };
  return (await ask<{ promotion: PromotionJson }>("POST /v1/promotions", body)).promotion;
}

async function withCode(terms: object): Promise<string> {
  return (await promotion({ couponCode: `C-${randomUUID().toUpperCase()}`, ...terms })).couponCode;
}

type Wanted = readonly (readonly [Goods, number])[];

/** What a cart of these goods with these codes costs. */
async function cartOf(wanted: Wanted, couponCodes: readonly string[], buyer?: Buyer): Promise<CartJson> {
  const who = buyer ?? (await guest(market.url));
  const lines = wanted.map(([{ variantId }, quantity]) => ({ variantId, quantity }));
  const { cartId } = await who.fillCart(lines);
  return (await who.ask<{ cart: CartJson }>(`PATCH /v1/carts/${cartId}`, { couponCodes })).cart;
}

const off = async (wanted: Wanted, ...codes: string[]) =>
  Number((await cartOf(wanted, codes)).discountTotal.minorUnits);

test("buy two and get the cheapest of three for nothing, in the order as in the cart", async () => {
  const [mug, cup] = [
    await staff.offer({ stock: 5, minorUnits: 1_000 }),
    await staff.offer({ stock: 5, minorUnits: 700 }),
  ];
  const code = await withCode({ buyGet: { buyQuantity: 2, getQuantity: 1, percentOffHundredths: 10_000 } });
  const buyer = await guest(market.url);
  const cart = await cartOf(
    [
      [mug, 2],
      [cup, 1],
    ],
    [code],
    buyer,
  );
  expect(cart.discountTotal).toEqual(euros(700));
  expect(cart.priceSteps.map(({ description }) => description)).toContain(`Buy 2, get 1 at 100 % off with ${code}`);
  expect((await buyer.checkout(cart.cartId)).order).toMatchObject({ discountTotal: euros(700), total: cart.total });
  expect(
    await off(
      [
        [mug, 1],
        [cup, 1],
      ],
      code,
    ),
  ).toBe(0);
});

test("tiers take off by the subtotal, and only what is named", async () => {
  const [mug, cup] = [
    await staff.offer({ stock: 9, minorUnits: 1_000 }),
    await staff.offer({ stock: 9, minorUnits: 1_000 }),
  ];
  const tiers = [
    { minSubtotal: euros(2_000), percentOffHundredths: 1_000 },
    { minSubtotal: euros(4_000), amountOff: euros(1_500) },
  ];
  const [byTier, mugsOnly] = [
    await withCode({ tiers }),
    await withCode({ percentOffHundredths: 5_000, variantIds: [mug.variantId] }),
  ];
  expect([await off([[mug, 1]], byTier), await off([[mug, 3]], byTier), await off([[mug, 4]], byTier)]).toEqual([
    0, 300, 1_500,
  ]);
  expect([
    await off(
      [
        [mug, 1],
        [cup, 3],
      ],
      mugsOnly,
    ),
    await off([[cup, 2]], mugsOnly),
  ]).toEqual([500, 0]);
});

test("an automatic promotion asks for no code: shipping is free from 50 euros on, until it ends", async () => {
  const mug = await staff.offer({ stock: 9, minorUnits: 2_500 });
  const { promotionId } = await promotion({ automatic: true, freeShipping: true, minSubtotal: euros(5_000) });
  const [one, two] = [await cartOf([[mug, 1]], []), await cartOf([[mug, 2]], [])];
  expect([two.shippingTotal, two.total]).toEqual([euros(0), euros(5_000)]);
  const steps = two.priceSteps.map(({ kind, amount }) => [kind, Number(amount.minorUnits)] as const);
  const price = steps.at(-1)?.[1] ?? 0;
  expect([price, Number(one.shippingTotal.minorUnits)].every((minorUnits) => minorUnits > 0)).toBe(true);
  expect(steps).toEqual([
    ["PRICE_STEP_KIND_LIST_PRICE", 5_000],
    ["PRICE_STEP_KIND_PROMOTION", -price],
    ["PRICE_STEP_KIND_SHIPPING", price],
  ]);
  const buyer = await guest(market.url);
  const bought = await cartOf([[mug, 2]], [], buyer);
  expect((await buyer.checkout(bought.cartId)).order).toMatchObject({ shippingTotal: euros(0), total: euros(5_000) });
  await ask(`PATCH /v1/promotions/${promotionId}`, { endTime: new Date().toISOString() });
  expect((await cartOf([[mug, 2]], [])).shippingTotal).toEqual(euros(price));
});

test("an exclusive coupon stands alone, if that takes more off, and the other is told so", async () => {
  const mug = await staff.offer({ stock: 9, minorUnits: 1_000 });
  const [tenth, half] = [
    await withCode({ percentOffHundredths: 1_000 }),
    await withCode({ percentOffHundredths: 5_000, exclusive: true }),
  ];
  const cart = await cartOf([[mug, 1]], [tenth, half]);
  expect(cart.discountTotal).toEqual(euros(500));
  expect(cart.notices.map(({ text }) => text)).toEqual([
    `Coupon ${tenth} takes nothing off: it does not combine with another discount of this cart.`,
  ]);
});

test("a promotion for a customer group takes nothing off for others", async () => {
  const mug = await staff.offer({ stock: 9, minorUnits: 1_000 });
  const group = `regulars-${randomUUID().slice(0, 8)}`;
  await ask(`PUT /v1/customer-groups/${group}`, { name: "Regulars" });
  const code = await withCode({ percentOffHundredths: 1_000, customerGroup: group });
  const buyer = await guest(market.url);
  expect((await cartOf([[mug, 1]], [code], buyer)).discountTotal).toEqual(euros(0));
  await ask(`POST /v1/customer-groups/${group}/members:change`, { addUserIds: [buyer.userId] });
  expect((await cartOf([[mug, 1]], [code], buyer)).discountTotal).toEqual(euros(100));
});

test("coupons are made by the thousand, each good for one order; a repeat makes no more, and who is told to stops", async () => {
  const mug = await staff.offer({ stock: 9, minorUnits: 1_000 });
  const { promotionId } = await promotion({ percentOffHundredths: 1_000 });
  const route = `/v1/promotions/${promotionId}/coupons`;
  const body = { count: 1_000, prefix: "THANKS-", requestId: randomUUID() };
  const { batchId } = await ask<{ batchId: string }>(`POST ${route}:generate`, body);
  expect(await ask(`POST ${route}:generate`, body)).toEqual({ batchId, count: 1_000 });
  type Page = { coupons: { couponCode: string; redemptionCount: number }[]; nextPageToken: string };
  const page = (size: number) => ask<Page>(`GET ${route}?page_size=${size}&batch_id=${batchId}`);
  const { coupons, nextPageToken } = await page(1_000);
  expect([new Set(coupons.map(({ couponCode }) => couponCode)).size, nextPageToken]).toEqual([1_000, ""]);
  const [one, two] = coupons.map(({ couponCode }) => couponCode);
  const buyer = await guest(market.url);
  const cart = await cartOf([[mug, 1]], [one ?? ""], buyer);
  expect((await buyer.checkout(cart.cartId)).order.discountTotal).toEqual(euros(100));
  expect((await page(1)).coupons).toMatchObject([{ couponCode: one, redemptionCount: 1 }]);
  expect([await off([[mug, 1]], one ?? ""), await off([[mug, 1]], two ?? "")]).toEqual([0, 100]);
  expect(await ask(`POST ${route}:disable`, { batchId })).toEqual({ count: 1_000 });
  expect(await off([[mug, 1]], two ?? "")).toBe(0);
});
