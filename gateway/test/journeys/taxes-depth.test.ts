import { randomUUID } from "node:crypto";
import { audit } from "../../../tools/audit/audit.ts";
import { money } from "../../../tools/audit/checks/money.ts";
import { hardServices, startTestMarket, type TestMarket, unlimited } from "./market.ts";
import { address, type Buyer, guest } from "./shop/buyer.ts";
import { euros, type Goods, type Staff, staffOf } from "./shop/goods.ts";
import type { CartJson, OrderJson, TotalsJson } from "./shop/json.ts";
import { type Refusal, rest } from "./shop/rest.ts";

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
const refused = (reason: string) => expect.objectContaining<Partial<Refusal>>({ reason });

const setRule = (countryCode: string, rule: object) =>
  ask<{ taxRule: { etag: string } }>(`PUT /v1/tax-rules/${countryCode}`, rule);
const updateRates = (countryCode: string, change: object) =>
  ask<{ taxRule: { etag: string } }>(`POST /v1/tax-rules/${countryCode}/rates:batchUpdate`, change);
const assign = (taxClass: string, ...goods: readonly Goods[]) =>
  ask<{ changed?: number }>(`POST /v1/tax-classes/${taxClass}/variants:assign`, {
    variantIds: goods.map(({ variantId }) => variantId),
  });

async function send(buyer: Buyer, cart: CartJson, place: object): Promise<CartJson> {
  const shippingAddress = { ...address, ...place };
  return (await buyer.ask<{ cart: CartJson }>(`PATCH /v1/carts/${cart.cartId}`, { shippingAddress })).cart;
}

/** What the taxes of a purchase are called and come to, and where they come from. */
const taxesOf = ({ priceSteps }: TotalsJson) =>
  priceSteps
    .filter(({ kind }) => kind === "PRICE_STEP_KIND_TAX")
    .map(({ description, amount, sourceId }) => [description, Number(amount.minorUnits), sourceId]);

async function expectMoneyAudited(): Promise<void> {
  const findings = await audit({ url: market.env.DATABASE_URL ?? "", chapters: [money], settleMs: 10_000 });
  expect(findings.filter(({ count }) => count > 0)).toEqual([]);
}

describe("tax classes and regions", () => {
  test("a cart of three classes is taxed by each, inside the price, and its order adds up", async () => {
    const [mug, book, stamp] = [
      await staff.offer({ stock: 5, minorUnits: 1_190 }),
      await staff.offer({ stock: 5, minorUnits: 1_070 }),
      await staff.offer({ stock: 5, minorUnits: 500 }),
    ];
    await setRule("NL", { name: "BTW", rateHundredths: 2_100, inclusive: true });
    await updateRates("NL", { set: [{ taxClass: "reduced", rateHundredths: 900 }] });
    expect(await assign("reduced", book, stamp)).toMatchObject({ changed: 2 });
    expect(await assign("zero", stamp)).toMatchObject({ changed: 1 });
    const buyer = await guest(market.url);
    const filled = await buyer.fillCart([mug, book, stamp].map(({ variantId }) => ({ variantId, quantity: 1 })));
    const cart = await send(buyer, filled, { countryCode: "NL" });
    expect(cart.shippingTotal).toEqual(euros(490));
    expect(cart.lines.map(({ tax }) => tax)).toEqual([euros(207), euros(88), euros(0)]);
    expect(taxesOf(cart)).toEqual([
      ["BTW 21 % (included)", 207 + 85, "NL"],
      ["BTW 9 % (included)", 88, "NL"],
    ]);
    expect(cart).toMatchObject({ taxTotal: euros(207 + 85 + 88), total: euros(2_760 + 490) });
    const { order } = await buyer.checkout(cart.cartId);
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", taxTotal: cart.taxTotal, total: cart.total });
    expect(order.priceSteps).toEqual(cart.priceSteps);
    const standard = { taxClass: "standard", regionCode: "", rateHundredths: 2_100, name: "BTW" };
    const reduced = { ...standard, taxClass: "reduced", rateHundredths: 900 };
    const zero = { ...standard, taxClass: "zero", rateHundredths: 0 };
    for (const { lines } of [cart, order, await buyer.order(order.orderId)]) {
      expect(lines.map(({ appliedTax }) => appliedTax)).toEqual([standard, reduced, zero]);
    }
    expect(order).toMatchObject({ shippingTax: euros(85), shippingAppliedTax: standard });
    const [line] = order.lines.filter(({ variantId }) => variantId === book.variantId);
    const returned = await buyer.giveBack(order.orderId, [{ lineId: line?.lineId ?? "", quantity: 1 }]);
    expect(returned.refunds.map(({ amount }) => amount)).toEqual([euros(1_070)]);
    await expectMoneyAudited();
  });

  test("a region's rate goes before the country's, on top of the price, and only there", async () => {
    const [mug, book] = [
      await staff.offer({ stock: 5, minorUnits: 1_000 }),
      await staff.offer({ stock: 5, minorUnits: 2_000 }),
    ];
    await ask("PUT /v1/tax-classes/books", { name: "Books" });
    await setRule("CA", { name: "GST", rateHundredths: 500, inclusive: false });
    const set = [
      { taxClass: "standard", regionCode: "ON", rateHundredths: 1_300, name: "HST" },
      { taxClass: "books", regionCode: "ON", rateHundredths: 500 },
      { taxClass: "standard", regionCode: "NS", rateHundredths: 1_400, name: "HST" },
    ];
    await updateRates("CA", { set });
    await assign("books", book);
    const buyer = await guest(market.url);
    const filled = await buyer.fillCart([mug, book].map(({ variantId }) => ({ variantId, quantity: 1 })));
    const sent = (regionCode: string) => send(buyer, filled, { countryCode: "CA", regionCode });
    const ontario = await sent("ON");
    expect(ontario.shippingTotal).toEqual(euros(370));
    expect(taxesOf(ontario)).toEqual([
      ["HST 13 %", 130 + 48, "CA-ON"],
      ["GST 5 %", 100, "CA-ON"],
    ]);
    expect(ontario.total).toEqual(euros(3_000 + 370 + 130 + 48 + 100));
    expect(taxesOf(await sent("NS"))).toEqual([["HST 14 %", 140 + 280 + 52, "CA-NS"]]);
    const elsewhere = await sent("AB");
    expect(taxesOf(elsewhere)).toEqual([["GST 5 %", 50 + 100 + 18, "CA"]]);
    const { order } = await buyer.checkout(elsewhere.cartId);
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", total: elsewhere.total, taxInclusive: false });
    expect(order.lines[0]).toMatchObject({ appliedTax: { name: "GST", rateHundredths: 500 } });
    await expectMoneyAudited();
  });

  test("an order the staff enters has the tax of each line, too", async () => {
    const mug = await staff.offer({ stock: 5, minorUnits: 1_000 });
    await setRule("BE", { name: "TVA", rateHundredths: 2_100, inclusive: true });
    const { draftOrder } = await ask<{ draftOrder: CartJson & { draftOrderId: string } }>("POST /v1/draft-orders", {
      ...{ currencyCode: "EUR", shippingAddress: { ...address, countryCode: "BE" }, reason: "by telephone" },
      lines: [{ variantId: mug.variantId, quantity: "1" }],
    });
    const { order } = await ask<{ order: OrderJson }>(`POST /v1/draft-orders/${draftOrder.draftOrderId}:place`, {
      externalPaymentReference: "receipt 7",
      requestId: randomUUID(),
    });
    const appliedTax = { taxClass: "standard", regionCode: "", rateHundredths: 2_100, name: "TVA" };
    for (const { lines } of [draftOrder, order]) expect(lines).toMatchObject([{ tax: euros(174), appliedTax }]);
  });

  test("rates are set and removed together, seen beforehand, once a request id, and only on the etag read", async () => {
    await expect(updateRates("ZZ", { set: [{ taxClass: "reduced", rateHundredths: 1 }] })).rejects.toEqual(
      refused("RESOURCE_NOT_FOUND"),
    );
    const { taxRule } = await setRule("IE", { name: "VAT", rateHundredths: 2_300, inclusive: true });
    const set = [{ taxClass: "reduced", rateHundredths: 1_350 }];
    const first = await updateRates("IE", { set, validateOnly: true });
    const requestId = randomUUID();
    const change = { set, etag: taxRule.etag, requestId };
    expect(await updateRates("IE", change)).toMatchObject({ taxRule: { etag: first.taxRule.etag } });
    expect(await updateRates("IE", change)).toMatchObject({ taxRule: { etag: "2" } });
    await expect(updateRates("IE", { set, etag: taxRule.etag })).rejects.toEqual(refused("ETAG_MISMATCH"));
    expect(await updateRates("IE", { set })).toMatchObject({ taxRule: { etag: "2" } });
    const swap = { set: [{ ...set[0], regionCode: "D" }], remove: [{ taxClass: "reduced" }] };
    expect(await updateRates("IE", swap)).toMatchObject({ taxRule: { etag: "3" } });
    expect(await ask("GET /v1/tax-rules/IE/rates")).toMatchObject({
      taxRates: [{ taxClass: "reduced", regionCode: "D", rateHundredths: 1_350 }],
    });
    expect(await setRule("IE", { name: "VAT", rateHundredths: 2_100, inclusive: true })).toMatchObject({
      taxRule: { etag: "4" },
    });
  });

  test("classes that are none, rates of zero and the rule's own rate are refused", async () => {
    const goods = await staff.offer({ stock: 0 });
    await setRule("LU", { name: "VAT", rateHundredths: 1_700, inclusive: true });
    const rate = (change: object) => updateRates("LU", { set: [{ rateHundredths: 100, ...change }] });
    await expect(assign("luxury", goods)).rejects.toEqual(refused("TAX_CLASS_UNKNOWN"));
    await expect(rate({ taxClass: "luxury" })).rejects.toEqual(refused("TAX_CLASS_UNKNOWN"));
    await expect(rate({ taxClass: "zero" })).rejects.toEqual(refused("INVALID_REQUEST"));
    await expect(rate({ taxClass: "standard" })).rejects.toEqual(refused("INVALID_REQUEST"));
    const twice = { set: [{ taxClass: "reduced", rateHundredths: 1 }], remove: [{ taxClass: "reduced" }] };
    await expect(updateRates("LU", twice)).rejects.toEqual(refused("INVALID_REQUEST"));
  });

  test("variants of a class are listed, and of the standard class again when they are made to be", async () => {
    const goods = await staff.offer({ stock: 0 });
    const taxClass = `class-${randomUUID()}`;
    await ask(`PUT /v1/tax-classes/${taxClass}`, { name: "Tea" });
    await assign(taxClass, goods);
    const path = `GET /v1/tax-classes/${taxClass}/variants`;
    expect(await ask(path)).toMatchObject({ variantIds: [goods.variantId] });
    expect(await assign("standard", goods)).toMatchObject({ changed: 1 });
    expect((await ask<{ variantIds?: string[] }>(path)).variantIds ?? []).toEqual([]);
    const { taxClasses } = await ask<{ taxClasses: { taxClass: string }[] }>("GET /v1/tax-classes?page_size=100");
    expect(taxClasses.map((found) => found.taxClass)).toEqual(
      expect.arrayContaining([taxClass, "reduced", "standard", "zero"]),
    );
  });
});
