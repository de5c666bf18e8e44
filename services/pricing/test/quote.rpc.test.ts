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
import { aCode, eur, ids } from "./builders.ts";
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
  const none = { currencyCode: "EUR", countryCode: "", lines: [], couponCodes: [], shippingMethodId: "" };
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
  await prices.batchSetPrices({ prices: inputs, requestId: "" }, staff);
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
