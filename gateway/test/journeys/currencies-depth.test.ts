import { randomUUID } from "node:crypto";
import { hardServices, startTestMarket, type TestMarket, unlimited } from "./market.ts";
import { address, guest } from "./shop/buyer.ts";
import { euros, type Goods, type Staff, staffOf } from "./shop/goods.ts";
import type { CartJson, MoneyJson } from "./shop/json.ts";
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

interface PriceJson {
  readonly price: MoneyJson;
  readonly origin: string;
  readonly reason?: string;
  readonly derivedFrom?: { readonly basePrice: MoneyJson; readonly rate: string; readonly source: string };
}

const ask = <T>(route: string, body?: unknown) => rest<T>(market.url, route, { token, body });
const refused = (reason: string) => expect.objectContaining<Partial<Refusal>>({ reason });
const amount = (currencyCode: string, minorUnits: number) => ({ currencyCode, minorUnits: String(minorUnits) });
const updateRates = (change: object) =>
  ask<{ currencyRates: { rate: string; rateTime: string }[] }>("POST /v1/currency-rates:batchUpdate", change);
const fromEuros = (currencyCode: string, rate: string, change: object = {}) => {
  return { baseCurrencyCode: "EUR", currencyCode, rate, source: "ECB", rateTime: "2026-11-20T15:00:00Z", ...change };
};

async function priceOf({ variantId }: Goods, currencyCode: string): Promise<PriceJson | undefined> {
  const path = `GET /v1/prices:batchGet?variant_ids=${variantId}&currency_code=${currencyCode}`;
  return (await ask<{ prices?: PriceJson[] }>(path)).prices?.[0];
}

/** A cart of two such things, sent to Germany, in a currency. */
async function cartOf({ variantId }: Goods, currencyCode: string): Promise<CartJson> {
  const buyer = await guest(market.url);
  const { cart } = await buyer.ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode });
  await buyer.ask(`POST /v1/carts/${cart.cartId}/lines`, { variantId, quantity: 2 });
  return (await buyer.ask<{ cart: CartJson }>(`PATCH /v1/carts/${cart.cartId}`, { shippingAddress: address })).cart;
}

describe("prices derived by currency rates", () => {
  test.each([
    ["JPY", "161.25", {}, 3_462],
    ["KWD", "0.3325", {}, 7_139],
    ["CHF", "0.9427", { roundingStep: "5" }, 2_025],
  ])(
    "in %s a cart costs what its currency can pay, taxes included, and says why",
    async (currencyCode, rate, change, unit) => {
      const goods = await staff.offer({ stock: 10, minorUnits: 2_147 });
      await ask("PUT /v1/tax-rules/DE", { name: "VAT", rateHundredths: 1_900, inclusive: false });
      await updateRates({ set: [fromEuros(currencyCode, rate, change)] });
      const cart = await cartOf(goods, currencyCode);
      const tax = Math.round(2 * unit * 0.19);
      expect(cart).toMatchObject({
        subtotal: amount(currencyCode, 2 * unit),
        taxTotal: amount(currencyCode, tax),
        total: amount(currencyCode, 2 * unit + tax),
      });
      expect(cart.priceSteps[0]?.description).toContain(`(21.47 EUR at ${rate})`);
      expect(await priceOf(goods, currencyCode)).toMatchObject({
        ...{ price: amount(currencyCode, unit), origin: "PRICE_ORIGIN_CURRENCY_RATE" },
        derivedFrom: { basePrice: euros(2_147), rate, source: "ECB" },
      });
    },
  );

  test("a price of its own goes before the rate, and without either there is none", async () => {
    const goods = await staff.offer({ stock: 0, minorUnits: 1_000 });
    await updateRates({ set: [fromEuros("NOK", "11.5")] });
    await cartOf(goods, "EUR");
    expect((await priceOf(goods, "NOK"))?.price).toEqual(amount("NOK", 11_500));
    await ask("POST /v1/prices:batchSet", { prices: [{ variantId: goods.variantId, price: amount("NOK", 9_900) }] });
    expect(await priceOf(goods, "NOK")).toMatchObject({
      price: amount("NOK", 9_900),
      origin: "PRICE_ORIGIN_PRICE_LIST",
    });
    expect(await priceOf(goods, "PLN")).toBeUndefined();
  });

  test("rates are set and removed together, seen beforehand, once a request id, with their time and source", async () => {
    const set = [fromEuros("SEK", "11.2500")];
    const requestId = randomUUID();
    await updateRates({ set, validateOnly: true });
    const listed = async () => {
      const { currencyRates = [] } = await ask<{ currencyRates?: { currencyCode: string }[] }>(
        "GET /v1/currency-rates?page_size=100",
      );
      return currencyRates.find(({ currencyCode }) => currencyCode === "SEK");
    };
    expect(await listed()).toBeUndefined();
    const done = await updateRates({ set, requestId });
    expect(await updateRates({ set, requestId })).toEqual(done);
    expect(await listed()).toMatchObject({ rate: "11.25", source: "ECB", rateTime: "2026-11-20T15:00:00Z" });
    await updateRates({ remove: [{ baseCurrencyCode: "EUR", currencyCode: "SEK" }] });
    expect(await listed()).toBeUndefined();
    for (const wrong of [fromEuros("SEK", "0"), fromEuros("EUR", "1"), fromEuros("XXX", "1"), fromEuros("SEK", "-1")]) {
      await expect(updateRates({ set: [wrong] })).rejects.toEqual(refused("INVALID_REQUEST"));
    }
    await expect(updateRates({ set: [...set, ...set] })).rejects.toEqual(refused("INVALID_REQUEST"));
  });
});
