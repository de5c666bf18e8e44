import {
  PriceServiceService,
  PromotionServiceService,
  type PurchaseLine,
  type QuotePurchaseRequest,
  QuoteServiceService,
  TaxServiceService,
} from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { CouponOutcome, PriceStepKind } from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { pricingService } from "../src/service.ts";
import { aCode, eur, ids, nobodyKnown, plainTerms } from "./builders.ts";
import { fakeProduct } from "./fake-product.ts";

const product = fakeProduct();
let market: TestHost;
let quotes: Client<typeof QuoteServiceService>;
let prices: Client<typeof PriceServiceService>;
let promotions: Client<typeof PromotionServiceService>;
let taxes: Client<typeof TaxServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [product.service, pricingService] });
  const channel = market.host.channelTo("pricing", "order");
  quotes = createClient(QuoteServiceService, channel);
  prices = createClient(PriceServiceService, channel);
  promotions = createClient(PromotionServiceService, channel);
  taxes = createClient(TaxServiceService, channel);
  staff = { token: await market.tokenFor(["pricing.read", "pricing.write"]) };
});

afterAll(() => market?.close());

const refusal = (reason: string, ...fields: string[]) =>
  expect.objectContaining({ reason, fields: fields.map((field) => expect.objectContaining({ field })) });

async function quoteOf(change: Partial<QuotePurchaseRequest>) {
  const none = {
    currencyCode: "EUR",
    countryCode: "",
    lines: [],
    couponCodes: [],
    shippingMethodId: "",
    ...nobodyKnown,
  };
  const { quote } = await quotes.quotePurchase({ ...none, shippingPrice: undefined, ...change });
  if (quote === undefined) throw new Error("no quote in the answer");
  return quote;
}

function aLine(change: Partial<PurchaseLine> = {}): PurchaseLine {
  return { lineId: ids.uuid(), variantId: ids.next("var"), quantity: 1n, manualUnitPrice: undefined, ...change };
}

/** Variants with a price in the list. */
async function priced(...minorUnits: readonly number[]) {
  const inputs = minorUnits.map((units) => ({ variantId: ids.next("var"), price: eur(units) }));
  await prices.batchSetPrices({ prices: inputs, requestId: "", validateOnly: false }, staff);
  return inputs.map(({ variantId }) => variantId);
}

test("lines cost their price times their quantity", async () => {
  const [mug = "", plate = ""] = await priced(1290, 450);
  const lines = [aLine({ variantId: mug, quantity: 2n }), aLine({ variantId: plate, quantity: 3n })];
  const quote = await quoteOf({ lines });
  expect(quote).toMatchObject({ subtotal: eur(3930), discountTotal: eur(0), taxTotal: eur(0), total: eur(3930) });
  expect(quote.lines).toMatchObject([
    { lineId: lines[0]?.lineId, variantId: mug, quantity: 2n, unitPrice: eur(1290), total: eur(2580), tax: eur(0) },
    { lineId: lines[1]?.lineId, variantId: plate, quantity: 3n, unitPrice: eur(450), total: eur(1350), tax: eur(0) },
  ]);
});

test("a purchase without lines costs nothing", async () => {
  expect(await quoteOf({})).toMatchObject({ lines: [], subtotal: eur(0), total: eur(0), steps: [] });
});

test("coupons, shipping and the country's tax are applied and explained", async () => {
  const [mug = ""] = await priced(10_000);
  const [couponCode, tooDear, ended] = [aCode(), aCode(), aCode()];
  const promotion = {
    name: "Spring sale",
    percentOffHundredths: 1050,
    amountOff: undefined,
    minSubtotal: undefined,
    startTime: undefined,
    endTime: undefined,
    maxRedemptions: 0,
    maxRedemptionsPerCustomer: 0,
    budget: undefined,
    ...plainTerms,
  };
  for (const change of [
    { couponCode },
    { couponCode: tooDear, minSubtotal: eur(10_001) },
    { couponCode: ended, endTime: new Date(0) },
  ]) {
    await promotions.createPromotion(
      { promotion: { ...promotion, ...change }, requestId: "", validateOnly: false },
      staff,
    );
  }
  const taxRule = { name: "VAT", rateHundredths: 1900, inclusive: true };
  await taxes.setTaxRule({ countryCode: "DE", taxRule, etag: "", requestId: "", validateOnly: false }, staff);
  const line = aLine({ variantId: mug });
  const quote = await quoteOf({
    lines: [line],
    couponCodes: [couponCode.toLowerCase(), tooDear, ended, "NEVER"],
    countryCode: "DE",
    shippingPrice: eur(490),
    shippingMethodId: "parcel",
  });
  expect(quote).toMatchObject({
    subtotal: eur(10_000),
    discountTotal: eur(1050),
    shippingTotal: eur(490),
    shippingTax: eur(78),
    taxTotal: eur(1507),
    taxInclusive: true,
    total: eur(9440),
    couponNotes: [
      { couponCode: couponCode.toLowerCase(), outcome: CouponOutcome.COUPON_OUTCOME_APPLIED },
      { couponCode: tooDear, outcome: CouponOutcome.COUPON_OUTCOME_NOT_MET },
      { couponCode: ended, outcome: CouponOutcome.COUPON_OUTCOME_UNKNOWN },
      { couponCode: "NEVER", outcome: CouponOutcome.COUPON_OUTCOME_UNKNOWN },
    ],
  });
  expect(quote.steps.map(({ kind, lineId, amount, description }) => [kind, lineId, amount, description])).toEqual([
    [PriceStepKind.PRICE_STEP_KIND_LIST_PRICE, line.lineId, eur(10_000), "1 x 100.00 EUR"],
    [PriceStepKind.PRICE_STEP_KIND_PROMOTION, "", eur(-1050), `10.5 % off with ${couponCode}`],
    [PriceStepKind.PRICE_STEP_KIND_SHIPPING, "", eur(490), "Shipping"],
    [PriceStepKind.PRICE_STEP_KIND_TAX, "", eur(1507), "VAT 19 % (included)"],
  ]);
});

test("a price the staff set goes before every other, known or not", async () => {
  const [mug = ""] = await priced(1290);
  const asked = product.asked.length;
  const lines = [
    aLine({ variantId: mug, manualUnitPrice: eur(1000) }),
    aLine({ manualUnitPrice: eur(0), quantity: 2n }),
  ];
  const { total, steps } = await quoteOf({ lines });
  expect(total).toEqual(eur(1000));
  expect(steps.map(({ kind }) => kind)).toEqual([2, 2].map(() => PriceStepKind.PRICE_STEP_KIND_MANUAL_PRICE));
  expect(product.asked.length).toBe(asked);
});

test("a variant that no event has told of is priced by asking product, once", async () => {
  const variantId = product.sell(eur(1290));
  const lines = [aLine({ variantId }), aLine({ variantId, quantity: 2n })];
  const asked = product.asked.length;
  for (let time = 0; time < 3; time++) expect((await quoteOf({ lines })).total).toEqual(eur(3870));
  expect(product.asked.slice(asked)).toEqual([{ variantIds: [variantId] }]);
});

test("more variants than product takes at once are asked for in several requests", async () => {
  const lines = Array.from({ length: 501 }, () => aLine({ variantId: product.sell(eur(1)) }));
  expect((await quoteOf({ lines })).total).toEqual(eur(501));
  expect(product.asked.slice(-2).map(({ variantIds }) => variantIds.length)).toEqual([500, 1]);
});

test("lines without a price in the currency are left out and named", async () => {
  const [mug = ""] = await priced(1290);
  const variantIds = [product.sell(eur(5), false), product.sell({ currencyCode: "USD", minorUnits: 5n })];
  const lines = [aLine({ variantId: mug }), ...variantIds.map((variantId) => aLine({ variantId })), aLine()];
  const quote = await quoteOf({ lines });
  expect(quote.lines.map(({ lineId }) => lineId)).toEqual([lines[0]?.lineId]);
  expect(quote.unpricedLineIds).toEqual(lines.slice(1).map(({ lineId }) => lineId));
  expect(quote.total).toEqual(eur(1290));
});

test("while product is away its variants have no price, everything else has, and it is counted", async () => {
  const [mug = ""] = await priced(1290);
  const lines = [aLine({ variantId: mug }), aLine({ variantId: product.sell(eur(5)) })];
  product.state.away = true;
  const quote = await quoteOf({ lines }).finally(() => {
    product.state.away = false;
  });
  expect(quote).toMatchObject({ total: eur(1290), unpricedLineIds: [lines[1]?.lineId] });
  const metrics = await market.host.telemetry.renderMetrics();
  expect(metrics).toMatch(/pricing_catalogue_failures_total{[^}]*reason="SERVICE_UNAVAILABLE"[^}]*} 1/);
});

test.each([
  ["a currency that is none", { currencyCode: "XXQ" }, "currency_code"],
  [
    "shipping in another currency",
    { shippingPrice: { currencyCode: "USD", minorUnits: 1n } },
    "shipping_price.currency_code",
  ],
  [
    "a manual price in another currency",
    { lines: [aLine(), aLine({ manualUnitPrice: { currencyCode: "USD", minorUnits: 1n } })] },
    "lines[1].manual_unit_price.currency_code",
  ],
  ["a negative manual price", { lines: [aLine({ manualUnitPrice: eur(-1) })] }, "lines[0].manual_unit_price"],
  ["a quantity of none", { lines: [aLine({ quantity: 0n })] }, "lines[0].quantity"],
  ["more money than there is", { lines: [aLine({ quantity: 2n, manualUnitPrice: eur(2n ** 62n) })] }, "lines"],
])("%s is refused, naming the field", async (_, change, field) => {
  await expect(quoteOf(change)).rejects.toThrow(refusal("INVALID_REQUEST", field));
});

test("the largest amount an int64 holds is quoted to the last unit", async () => {
  const manualUnitPrice = eur((2n ** 63n - 1n) / 1_000_000n);
  const { total } = await quoteOf({ lines: [aLine({ quantity: 1_000_000n, manualUnitPrice })] });
  expect(total).toEqual(eur(manualUnitPrice.minorUnits * 1_000_000n));
});

test("only the order service asks for quotes", async () => {
  const gateway = createClient(QuoteServiceService, market.host.channelTo("pricing", "gateway"));
  const request = {
    currencyCode: "EUR",
    countryCode: "",
    lines: [],
    couponCodes: [],
    shippingMethodId: "",
    ...nobodyKnown,
  };
  await expect(gateway.quotePurchase({ ...request, shippingPrice: undefined })).rejects.toThrow(
    refusal("CALLER_NOT_ALLOWED"),
  );
});
