import { CouponServiceService } from "#gen/grpc/ultramarket/pricing/v1/coupon_service.ts";
import { CurrencyRateServiceService } from "#gen/grpc/ultramarket/pricing/v1/currency_rate_service.ts";
import { CustomerGroupServiceService } from "#gen/grpc/ultramarket/pricing/v1/customer_group_service.ts";
import { PriceListServiceService } from "#gen/grpc/ultramarket/pricing/v1/price_list_service.ts";
import {
  PriceServiceService,
  PromotionServiceService,
  QuotePurchaseRequest,
  QuoteServiceService,
  TaxServiceService,
} from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { RedemptionServiceService } from "#gen/grpc/ultramarket/pricing/v1/redemption_service.ts";
import { TaxClassServiceService } from "#gen/grpc/ultramarket/pricing/v1/tax_class_service.ts";
import { createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { sentStatements } from "#mesh/testing";
import { pricingService } from "../src/service.ts";
import { aPromotionContent, eur, ids } from "./builders.ts";
import { fakeProduct } from "./fake-product.ts";

let market: TestHost;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [fakeProduct().service, pricingService] });
  staff = { token: await market.tokenFor(["pricing.read", "pricing.write"]) };
});

afterAll(() => market?.close());

const clientOf = <S extends Parameters<typeof createClient>[0]>(definition: S) =>
  createClient(definition, market.host.channelTo("pricing", "order"));

/** The statements of the service's own that the work sent, by name. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const sent = await sentStatements(work);
  return sent.map(({ name }) => name).filter((name) => name.includes(".") && !/^(mesh|bus)\./.test(name));
}

const unkeyed = { requestId: "", validateOnly: false };

/** Makes the variants be taxed by a rate of their own in Ontario. */
async function tax(variantIds: string[]): Promise<void> {
  const taxRule = { name: "GST", rateHundredths: 500, inclusive: false };
  await clientOf(TaxServiceService).setTaxRule({ countryCode: "CA", taxRule, etag: "", ...unkeyed }, staff);
  const classes = clientOf(TaxClassServiceService);
  const set = [{ taxClass: "reduced", regionCode: "ON", rateHundredths: 1_300, name: "HST" }];
  await classes.batchUpdateTaxRates({ countryCode: "CA", set, remove: [], etag: "", ...unkeyed }, staff);
  if (variantIds.length === 0) return;
  await classes.assignTaxClass({ taxClass: "reduced", variantIds, ...unkeyed }, staff);
}

test.each([1, 200])(
  "a quote of %i lines, of two tax classes, in a region, for a customer, is one statement",
  async (count) => {
    const prices = Array.from({ length: count }, () => ({ variantId: ids.next("var"), price: eur(1_000) }));
    await clientOf(PriceServiceService).batchSetPrices({ prices, ...unkeyed }, staff);
    await tax(prices.filter((_, index) => index % 2 === 1).map(({ variantId }) => variantId));
    const lines = prices.map(({ variantId }, index) => ({ lineId: `${index}`, variantId, quantity: 2n }));
    const userId = ids.next("usr");
    const request = QuotePurchaseRequest.fromPartial({
      currencyCode: "EUR",
      countryCode: "CA",
      regionCode: "ON",
      lines,
      userId,
    });
    expect(await statementsOf(() => clientOf(QuoteServiceService).quotePurchase(request))).toEqual([
      "pricing.read_terms",
    ]);
  },
);

test("price lists and groups take the statements that the README tells", async () => {
  const lists = clientOf(PriceListServiceService);
  const groups = clientOf(CustomerGroupServiceService);
  const promotions = clientOf(PromotionServiceService);
  const redemptions = clientOf(RedemptionServiceService);
  const page = { pageSize: 0, pageToken: "" };
  const variantId = ids.next("var");
  const content = {
    name: "Sale",
    currencyCode: "EUR",
    customerGroup: "",
    startTime: undefined,
    endTime: undefined,
    priority: 0,
  };
  let priceListId = "";
  const create = async () => {
    const { priceList } = await lists.createPriceList({ priceList: content, ...unkeyed }, staff);
    priceListId = priceList?.priceListId ?? "";
  };
  const found: Record<string, readonly string[]> = {};
  const note = async (name: string, work: () => Promise<unknown>) => {
    found[name] = await statementsOf(work);
  };
  await note("CreatePriceList", create);
  const set = Array.from({ length: 100 }, (_, index) => ({
    variantId,
    minQuantity: BigInt(index + 1),
    price: eur(index),
  }));
  const remove = [{ variantId: ids.next("var"), minQuantity: 1n }];
  const change = { priceListId, set, remove, etag: "", ...unkeyed };
  await note("BatchUpdatePriceListEntries", () => lists.batchUpdatePriceListEntries(change, staff));
  const update = {
    priceListId,
    priceList: { ...content, priority: 1 },
    updateMask: ["priority"],
    etag: "",
    ...unkeyed,
  };
  await note("UpdatePriceList", () => lists.updatePriceList(update, staff));
  await note("GetPriceList", () => lists.getPriceList({ priceListId }, staff));
  await note("ListPriceLists", () => lists.listPriceLists(page, staff));
  await note("ListPriceListEntries", () => lists.listPriceListEntries({ ...page, priceListId, variantId: "" }, staff));
  await note("DeletePriceList", () => lists.deletePriceList({ priceListId, etag: "", ...unkeyed }, staff));
  const customerGroup = "statements";
  await note("SetCustomerGroup", () =>
    groups.setCustomerGroup({ customerGroup, name: "x", etag: "", ...unkeyed }, staff),
  );
  const members = { customerGroup, addUserIds: [ids.next("usr")], removeUserIds: [ids.next("usr")], ...unkeyed };
  await note("ChangeCustomerGroupMembers", () => groups.changeCustomerGroupMembers(members, staff));
  await note("ListCustomerGroups", () => groups.listCustomerGroups(page, staff));
  await note("ListCustomerGroupMembers", () => groups.listCustomerGroupMembers({ ...page, customerGroup }, staff));
  const promotion = { ...aPromotionContent({ maxRedemptions: 5 }), tiers: [], variantIds: [] };
  const { promotion: made } = await promotions.createPromotion({ promotion, ...unkeyed }, staff);
  const orderId = ids.next("ord");
  const used = [{ promotionId: made?.promotionId ?? "", couponCode: promotion.couponCode, amount: eur(1) }];
  const redeem = { orderId, userId: "", redemptions: used, requestId: "r" };
  await note("RedeemPromotions", () => redemptions.redeemPromotions(redeem));
  await note("RedeemPromotions again", () => redemptions.redeemPromotions(redeem));
  await note("ReleaseRedemptions", () => redemptions.releaseRedemptions({ orderId, requestId: "r" }));
  await note("ReleaseRedemptions again", () => redemptions.releaseRedemptions({ orderId, requestId: "r" }));
  const coupons = clientOf(CouponServiceService);
  const promotionId = made?.promotionId ?? "";
  const generate = { promotionId, count: 1_000, prefix: "S-", maxRedemptions: undefined, ...unkeyed };
  let batchId = "";
  await note("GenerateCoupons", async () => {
    batchId = (await coupons.generateCoupons(generate, staff)).batchId;
  });
  await note("ListCoupons", () => coupons.listCoupons({ promotionId, pageSize: 1_000, pageToken: "", batchId }, staff));
  await note("DisableCoupons", () =>
    coupons.disableCoupons({ promotionId, batchId, couponCode: "", ...unkeyed }, staff),
  );
  expect(found).toEqual({
    GenerateCoupons: ["coupon.add"],
    ListCoupons: ["coupon.page_of_batch"],
    DisableCoupons: ["coupon.disable"],
    RedeemPromotions: ["redemption.begin", "redemption.lock", "redemption.offers", "redemption.redeem"],
    "RedeemPromotions again": ["redemption.begin", "redemption.find"],
    ReleaseRedemptions: ["redemption.end", "redemption.promotions_of", "redemption.lock", "redemption.release"],
    "ReleaseRedemptions again": ["redemption.end"],
    CreatePriceList: ["price_list.insert"],
    BatchUpdatePriceListEntries: [
      "price_list.lock",
      "price_list.set_entries",
      "price_list.remove_entries",
      "price_list.update",
    ],
    UpdatePriceList: ["price_list.lock", "price_list.update"],
    GetPriceList: ["price_list.find"],
    ListPriceLists: ["price_list.page"],
    ListPriceListEntries: ["price_list.page_of_entries"],
    DeletePriceList: ["price_list.lock", "price_list.delete"],
    SetCustomerGroup: ["customer_group.lock", "customer_group.update"],
    ChangeCustomerGroupMembers: ["customer_group.change_members"],
    ListCustomerGroups: ["customer_group.page"],
    ListCustomerGroupMembers: ["customer_group.page_of_members"],
  });
});

test("tax classes and rates take the statements that the README tells", async () => {
  const classes = clientOf(TaxClassServiceService);
  const page = { pageSize: 0, pageToken: "" };
  await tax([]);
  const variantIds = Array.from({ length: 500 }, () => ids.next("var"));
  const set = Array.from({ length: 300 }, (_, index) => {
    return { taxClass: "reduced", regionCode: `${index}`, rateHundredths: index, name: "" };
  });
  const remove = [{ taxClass: "reduced", regionCode: "X" }];
  const found: Record<string, readonly string[]> = {
    SetTaxClass: await statementsOf(() =>
      classes.setTaxClass({ taxClass: "books", name: "Books", etag: "", ...unkeyed }, staff),
    ),
    ListTaxClasses: await statementsOf(() => classes.listTaxClasses(page, staff)),
    AssignTaxClass: await statementsOf(() =>
      classes.assignTaxClass({ taxClass: "books", variantIds, ...unkeyed }, staff),
    ),
    ListTaxClassVariants: await statementsOf(() => classes.listTaxClassVariants({ taxClass: "books", ...page }, staff)),
    BatchUpdateTaxRates: await statementsOf(() =>
      classes.batchUpdateTaxRates({ countryCode: "CA", set, remove, etag: "", ...unkeyed }, staff),
    ),
    ListTaxRates: await statementsOf(() => classes.listTaxRates({ countryCode: "CA", ...page }, staff)),
  };
  expect(found).toEqual({
    SetTaxClass: ["tax_class.lock", "tax_class.update"],
    ListTaxClasses: ["tax_class.page"],
    AssignTaxClass: ["tax_class.assign"],
    ListTaxClassVariants: ["tax_class.page_of_variants"],
    BatchUpdateTaxRates: ["tax_rate.lock", "tax_rate.set", "tax_rate.remove", "tax_rate.touch"],
    ListTaxRates: ["tax_rate.page"],
  });
});

test("currency rates take the statements that the README tells, and prices derived by them one", async () => {
  const rates = clientOf(CurrencyRateServiceService);
  const prices = Array.from({ length: 100 }, () => ({ variantId: ids.next("var"), price: eur(1_000) }));
  await clientOf(PriceServiceService).batchSetPrices({ prices, ...unkeyed }, staff);
  const rate = { baseCurrencyCode: "EUR", rate: "0.9", roundingStep: 0n, source: "", rateTime: undefined };
  const set = ["CHF", "SEK"].map((currencyCode) => ({ ...rate, currencyCode }));
  const remove = [{ baseCurrencyCode: "EUR", currencyCode: "NOK" }];
  expect(await statementsOf(() => rates.batchUpdateCurrencyRates({ set, remove, ...unkeyed }, staff))).toEqual([
    "currency_rate.set",
    "currency_rate.remove",
  ]);
  expect(await statementsOf(() => rates.listCurrencyRates({ pageSize: 0, pageToken: "" }, staff))).toEqual([
    "currency_rate.page",
  ]);
  const lines = prices.map(({ variantId }, index) => ({ lineId: `${index}`, variantId, quantity: 1n }));
  const request = QuotePurchaseRequest.fromPartial({ currencyCode: "CHF", lines });
  const asked = () => clientOf(QuoteServiceService).quotePurchase(request);
  expect(await statementsOf(asked)).toEqual(["pricing.read_terms"]);
  expect((await asked()).quote?.total).toEqual({ currencyCode: "CHF", minorUnits: 90_000n });
});
