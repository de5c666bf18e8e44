import {
  PriceServiceService,
  type PromotionInput,
  PromotionServiceService,
  TaxServiceService,
} from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { PriceOrigin } from "#gen/grpc/ultramarket/pricing/v1/promotion.ts";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { pricingService } from "../src/service.ts";
import { aCode, eur, ids, plainTerms } from "./builders.ts";
import { fakeProduct } from "./fake-product.ts";

let market: TestHost;
let server: GrpcServer;
let prices: Client<typeof PriceServiceService>;
let promotions: Client<typeof PromotionServiceService>;
let taxes: Client<typeof TaxServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [fakeProduct().service, pricingService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  const channel = grpcChannel({ address: server.address });
  prices = createClient(PriceServiceService, channel);
  promotions = createClient(PromotionServiceService, channel);
  taxes = createClient(TaxServiceService, channel);
  staff = { token: await market.tokenFor(["pricing.read", "pricing.write"]) };
});

afterAll(async () => {
  await server?.drain(1_000);
  await market?.close();
});

const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const fields = (...names: string[]) => ({ fields: names.map((field) => expect.objectContaining({ field })) });
const usd = (minorUnits: number) => ({ currencyCode: "USD", minorUnits: BigInt(minorUnits) });

const aTier = (least: number, percentOffHundredths: number) => ({
  ...{ minSubtotal: eur(least), percentOffHundredths, amountOff: undefined },
});

function aPromotion(change: Partial<PromotionInput> = {}): PromotionInput {
  return {
    name: "Spring sale",
    couponCode: aCode(),
    percentOffHundredths: 1000,
    amountOff: undefined,
    minSubtotal: undefined,
    startTime: undefined,
    endTime: undefined,
    maxRedemptions: 0,
    maxRedemptionsPerCustomer: 0,
    budget: undefined,
    ...plainTerms,
    ...change,
  };
}

async function created(change: Partial<PromotionInput> = {}) {
  const { promotion } = await promotions.createPromotion(
    { promotion: aPromotion(change), requestId: "", validateOnly: false },
    staff,
  );
  if (promotion === undefined) throw new Error("no promotion in the answer");
  return promotion;
}

test("prices are set together, replaced, and listed by currency and page", async () => {
  const variantId = ids.next("var");
  const other = ids.next("var");
  const set = (price: ReturnType<typeof usd>, variant = variantId) => ({ variantId: variant, price });
  const { prices: first } = await prices.batchSetPrices(
    { prices: [set(usd(5)), set(eur(4)), set(eur(9), other)], requestId: "", validateOnly: false },
    staff,
  );
  expect(first).toMatchObject([set(usd(5)), set(eur(4)), set(eur(9), other)]);
  const { prices: second } = await prices.batchSetPrices(
    { prices: [set(eur(3))], requestId: "", validateOnly: false },
    staff,
  );
  const listed = { origin: PriceOrigin.PRICE_ORIGIN_PRICE_LIST };
  const page = await prices.listPrices({ variantId, pageSize: 1, pageToken: "" }, staff);
  expect(page.prices).toEqual(second);
  const { prices: rest, nextPageToken } = await prices.listPrices(
    { variantId, pageSize: 1, pageToken: page.nextPageToken },
    staff,
  );
  expect(rest).toMatchObject([{ ...set(usd(5)), ...listed }]);
  expect(nextPageToken).toBe("");
  await expect(
    prices.listPrices({ variantId: other, pageSize: 1, pageToken: page.nextPageToken }, staff),
  ).rejects.toThrow(refusal("PAGE_TOKEN_INVALID", fields("page_token")));
});

test.each([
  ["a currency that is none", [{ currencyCode: "XXQ", minorUnits: 1n }], "prices[0].price.currency_code"],
  ["a negative price", [eur(1), usd(-1)], "prices[1].price"],
  ["no price", [undefined], "prices[0].price"],
  ["a price set twice", [eur(1), usd(1), eur(2)], "prices[2]"],
])("%s is refused, naming the field, and nothing is set", async (_, amounts, field) => {
  const variantId = ids.next("var");
  const request = { prices: amounts.map((price) => ({ variantId, price })), requestId: "", validateOnly: false };
  await expect(prices.batchSetPrices(request, staff)).rejects.toThrow(refusal("INVALID_REQUEST", fields(field)));
  expect((await prices.listPrices({ variantId, pageSize: 0, pageToken: "" }, staff)).prices).toEqual([]);
});

test("a promotion is read back as created, and changed where its mask says", async () => {
  const promotion = await created({ minSubtotal: eur(5000), endTime: new Date("2099-01-01T00:00:00Z") });
  const { promotionId } = promotion;
  expect(promotion.etag).toBe("1");
  expect(await promotions.getPromotion({ promotionId }, staff)).toEqual({ promotion });
  const change = (updateMask: string[], input: Partial<PromotionInput>, etag = "") => ({
    promotionId,
    promotion: { ...aPromotion({ name: "", couponCode: "" }), ...input },
    updateMask,
    etag,
    requestId: "",
    validateOnly: false,
  });
  const toAmount = { amountOff: eur(500), percentOffHundredths: 0 };
  const mask = ["amount_off", "percent_off_hundredths", "end_time"];
  const { promotion: changed } = await promotions.updatePromotion(change(mask, toAmount, "1"), staff);
  const { updateTime } = changed ?? {};
  expect(changed).toEqual({ ...promotion, ...toAmount, endTime: undefined, etag: "2", updateTime });
  await expect(promotions.updatePromotion(change(["name"], { name: "Late" }, "1"), staff)).rejects.toThrow(
    refusal("ETAG_MISMATCH"),
  );
  await expect(promotions.updatePromotion(change(["name"], {}), staff)).rejects.toThrow(
    refusal("INVALID_REQUEST", fields("promotion.name")),
  );
  const both = change(["percent_off_hundredths"], {});
  await expect(promotions.updatePromotion(both, staff)).rejects.toThrow(
    refusal("INVALID_REQUEST", fields("promotion.amount_off")),
  );
  await expect(promotions.updatePromotion(change(["coupon_code"], {}), staff)).rejects.toThrow(
    refusal("INVALID_REQUEST"),
  );
});

test("what is not there is refused with RESOURCE_NOT_FOUND", async () => {
  const promotionId = ids.next("pro");
  const update = {
    promotionId,
    promotion: aPromotion(),
    updateMask: ["name"],
    etag: "",
    requestId: "",
    validateOnly: false,
  };
  await expect(promotions.getPromotion({ promotionId }, staff)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await expect(promotions.updatePromotion(update, staff)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("promotions are listed newest first, page by page", async () => {
  const made = [await created(), await created(), await created()];
  const first = await promotions.listPromotions({ pageSize: 2, pageToken: "" }, staff);
  const second = await promotions.listPromotions({ pageSize: 1, pageToken: first.nextPageToken }, staff);
  expect([...first.promotions, ...second.promotions]).toEqual(made.toReversed());
});

test.each([
  ["neither a share nor an amount", { percentOffHundredths: 0 }, "promotion.percent_off_hundredths"],
  ["a share and an amount", { amountOff: eur(1) }, "promotion.amount_off"],
  ["a code although it is automatic", { automatic: true }, "promotion.coupon_code"],
  [
    "shipping and variants",
    { percentOffHundredths: 0, freeShipping: true, variantIds: [ids.next("var")] },
    "promotion.variant_ids",
  ],
  ["a share and free shipping", { freeShipping: true }, "promotion.free_shipping"],
  ["a tier of nothing", { percentOffHundredths: 0, tiers: [aTier(1, 0)] }, "promotion.tiers[0].percent_off_hundredths"],
  [
    "tiers out of order",
    { percentOffHundredths: 0, tiers: [aTier(2, 1), aTier(2, 1)] },
    "promotion.tiers[1].min_subtotal",
  ],
  ["a budget in another currency", { minSubtotal: eur(1), budget: usd(1) }, "promotion.budget.currency_code"],
  ["a code in lower case", { couponCode: "spring" }, "promotion.coupon_code"],
  ["no name", { name: "" }, "promotion.name"],
  ["an amount of nothing", { percentOffHundredths: 0, amountOff: eur(0) }, "promotion.amount_off"],
  [
    "an amount in no currency",
    { percentOffHundredths: 0, amountOff: { currencyCode: "XXQ", minorUnits: 1n } },
    "promotion.amount_off.currency_code",
  ],
  [
    "a least subtotal in another currency than the amount",
    { percentOffHundredths: 0, amountOff: eur(1), minSubtotal: usd(1) },
    "promotion.min_subtotal.currency_code",
  ],
  ["an end before its start", { startTime: new Date(1000), endTime: new Date(1000) }, "promotion.end_time"],
])("a promotion with %s is refused, naming the field", async (_, change, field) => {
  await expect(created(change)).rejects.toThrow(refusal("INVALID_REQUEST", fields(field)));
});

test("a coupon's code is free again when its promotion has ended", async () => {
  const couponCode = aCode();
  const first = await created({ couponCode });
  const taken = refusal("COUPON_CODE_TAKEN", { kind: "ALREADY_EXISTS", metadata: { coupon_code: couponCode } });
  await expect(created({ couponCode })).rejects.toThrow(taken);
  const end = (endTime: Date | undefined) => ({
    promotionId: first.promotionId,
    promotion: aPromotion({ endTime }),
    updateMask: ["end_time"],
    etag: "",
    requestId: "",
    validateOnly: false,
  });
  await promotions.updatePromotion(end(new Date()), staff);
  await created({ couponCode });
  await expect(promotions.updatePromotion(end(undefined), staff)).rejects.toThrow(taken);
});

test("a country's tax rule is set, replaced on its etag, and listed", async () => {
  const set = (countryCode: string, rateHundredths: number, etag = "") =>
    taxes.setTaxRule(
      {
        countryCode,
        taxRule: { name: "VAT", rateHundredths, inclusive: true },
        etag,
        requestId: "",
        validateOnly: false,
      },
      staff,
    );
  await expect(set("AT", 2000, "1")).rejects.toThrow(refusal("ETAG_MISMATCH"));
  const { taxRule } = await set("AT", 2000);
  expect(taxRule).toMatchObject({ countryCode: "AT", rateHundredths: 2000, etag: "1" });
  expect(await set("AT", 2000)).toEqual({ taxRule });
  const { taxRule: changed } = await set("AT", 2100, "1");
  expect(changed).toMatchObject({ rateHundredths: 2100, etag: "2" });
  const { taxRule: other } = await set("BE", 2100);
  const first = await taxes.listTaxRules({ pageSize: 1, pageToken: "" }, staff);
  const second = await taxes.listTaxRules({ pageSize: 1, pageToken: first.nextPageToken }, staff);
  expect([first.taxRules, second.taxRules]).toEqual([[changed], [other]]);
  await expect(taxes.listTaxRules({ pageSize: 1, pageToken: "x" }, staff)).rejects.toThrow(
    refusal("PAGE_TOKEN_INVALID"),
  );
});

test("repeats under one request id have one effect and one answer", async () => {
  const requestId = ids.uuid();
  const promotion = aPromotion();
  const price = { variantId: ids.next("var"), price: eur(1) };
  const taxRule = { name: "VAT", rateHundredths: 2500, inclusive: true };
  const requests: (() => Promise<object>)[] = [
    () => promotions.createPromotion({ promotion, requestId, validateOnly: false }, staff),
    () => prices.batchSetPrices({ prices: [price], requestId, validateOnly: false }, staff),
    () => taxes.setTaxRule({ countryCode: "SE", taxRule, etag: "", requestId, validateOnly: false }, staff),
  ];
  for (const request of requests) {
    const [first, ...repeats] = await Promise.all(Array.from({ length: 5 }, request));
    expect(repeats).toEqual(Array.from({ length: 4 }, () => first));
  }
  const other = { promotion: { ...promotion, name: "Other" }, requestId, validateOnly: false };
  await expect(promotions.createPromotion(other, staff)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("reading takes pricing.read, writing pricing.write", async () => {
  const reader = { token: await market.tokenFor(["pricing.read"]) };
  const writer = { token: await market.tokenFor(["pricing.write"]) };
  const lacks = (permission: string) => refusal("PERMISSION_MISSING", { metadata: { permission } });
  const page = { pageSize: 0, pageToken: "" };
  const taxRule = { name: "VAT", rateHundredths: 0, inclusive: false };
  const promotionId = ids.next("pro");
  const update = {
    promotionId,
    promotion: aPromotion(),
    updateMask: ["name"],
    etag: "",
    requestId: "",
    validateOnly: false,
  };
  const writes = [
    prices.batchSetPrices(
      { prices: [{ variantId: ids.next("var"), price: eur(1) }], requestId: "", validateOnly: false },
      reader,
    ),
    promotions.createPromotion({ promotion: aPromotion(), requestId: "", validateOnly: false }, reader),
    promotions.updatePromotion(update, reader),
    taxes.setTaxRule({ countryCode: "FR", taxRule, etag: "", requestId: "", validateOnly: false }, reader),
  ];
  const reads = [
    prices.listPrices({ ...page, variantId: ids.next("var") }, writer),
    promotions.getPromotion({ promotionId }, writer),
    promotions.listPromotions(page, writer),
    taxes.listTaxRules(page, writer),
  ];
  await Promise.all([
    ...writes.map((write) => expect(write).rejects.toThrow(lacks("pricing.write"))),
    ...reads.map((read) => expect(read).rejects.toThrow(lacks("pricing.read"))),
  ]);
  await expect(taxes.listTaxRules(page)).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
});
