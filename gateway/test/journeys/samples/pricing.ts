import * as coupons from "#gen/es/ultramarket/pricing/v1/coupon_service_pb.js";
import * as rates from "#gen/es/ultramarket/pricing/v1/currency_rate_service_pb.js";
import * as groups from "#gen/es/ultramarket/pricing/v1/customer_group_service_pb.js";
import * as lists from "#gen/es/ultramarket/pricing/v1/price_list_service_pb.js";
import * as pricing from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import * as taxes from "#gen/es/ultramarket/pricing/v1/tax_class_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function pricingRequests({ variantId, promotionId, ...known }: Known) {
  const { customerGroup, taxedCountry, priceListId, sparePriceListId, accountId } = known;
  return {
    "PriceListService.CreatePriceList": of(lists.CreatePriceListRequestSchema, {
      priceList: { name: "Summer sale", currencyCode: "CHF", priority: 1 },
      requestId,
    }),
    "PriceListService.UpdatePriceList": of(lists.UpdatePriceListRequestSchema, {
      priceListId,
      priceList: { priority: 2 },
      updateMask: { paths: ["priority"] },
      requestId,
    }),
    "PriceListService.DeletePriceList": of(lists.DeletePriceListRequestSchema, {
      priceListId: sparePriceListId,
      requestId,
    }),
    "PriceListService.GetPriceList": of(lists.GetPriceListRequestSchema, { priceListId }),
    "PriceListService.ListPriceLists": of(lists.ListPriceListsRequestSchema, { pageSize: 5 }),
    "PriceListService.BatchUpdatePriceListEntries": of(lists.BatchUpdatePriceListEntriesRequestSchema, {
      priceListId,
      set: [{ variantId, minQuantity: 12n, price: { currencyCode: "CHF", minorUnits: 1_100n } }],
      requestId,
    }),
    "PriceListService.ListPriceListEntries": of(lists.ListPriceListEntriesRequestSchema, { priceListId }),
    "CustomerGroupService.SetCustomerGroup": of(groups.SetCustomerGroupRequestSchema, {
      customerGroup: "wholesale",
      name: "Wholesale",
      requestId,
    }),
    "CustomerGroupService.ListCustomerGroups": of(groups.ListCustomerGroupsRequestSchema, {}),
    "CustomerGroupService.ChangeCustomerGroupMembers": of(groups.ChangeCustomerGroupMembersRequestSchema, {
      customerGroup,
      addUserIds: [accountId],
      requestId,
    }),
    "CustomerGroupService.ListCustomerGroupMembers": of(groups.ListCustomerGroupMembersRequestSchema, {
      customerGroup,
    }),
    "CurrencyRateService.BatchUpdateCurrencyRates": of(rates.BatchUpdateCurrencyRatesRequestSchema, {
      set: [{ baseCurrencyCode: "EUR", currencyCode: "SEK", rate: "11.25", source: "ECB" }],
      requestId,
    }),
    "CurrencyRateService.ListCurrencyRates": of(rates.ListCurrencyRatesRequestSchema, {}),
    "PriceService.BatchGetPrices": of(pricing.BatchGetPricesRequestSchema, {
      variantIds: [variantId],
      currencyCode: "EUR",
    }),
    "PriceService.BatchSetPrices": of(pricing.BatchSetPricesRequestSchema, {
      prices: [{ variantId, price: { currencyCode: "USD", minorUnits: 1_250n } }],
      requestId,
    }),
    "PriceService.ListPrices": of(pricing.ListPricesRequestSchema, { variantId }),
    "PromotionService.CreatePromotion": of(pricing.CreatePromotionRequestSchema, {
      promotion: { name: "Spring", couponCode: "SPRING-10", percentOffHundredths: 1_000 },
      requestId,
    }),
    "PromotionService.UpdatePromotion": of(pricing.UpdatePromotionRequestSchema, {
      promotionId,
      promotion: { name: "Autumn" },
      updateMask: { paths: ["name"] },
      requestId,
    }),
    "PromotionService.GetPromotion": of(pricing.GetPromotionRequestSchema, { promotionId }),
    "CouponService.GenerateCoupons": of(coupons.GenerateCouponsRequestSchema, {
      promotionId,
      count: 2,
      prefix: "SPRING-",
      requestId,
    }),
    "CouponService.ListCoupons": of(coupons.ListCouponsRequestSchema, { promotionId, pageSize: 5 }),
    "CouponService.DisableCoupons": of(coupons.DisableCouponsRequestSchema, {
      promotionId,
      couponCode: "SPRING-0000000000000",
      requestId,
    }),
    "PromotionService.ListPromotions": of(pricing.ListPromotionsRequestSchema, { pageSize: 5 }),
    "TaxClassService.SetTaxClass": of(taxes.SetTaxClassRequestSchema, { taxClass: "books", name: "Books", requestId }),
    "TaxClassService.ListTaxClasses": of(taxes.ListTaxClassesRequestSchema, {}),
    "TaxClassService.AssignTaxClass": of(taxes.AssignTaxClassRequestSchema, {
      taxClass: "reduced",
      variantIds: [variantId],
      requestId,
    }),
    "TaxClassService.ListTaxClassVariants": of(taxes.ListTaxClassVariantsRequestSchema, { taxClass: "reduced" }),
    "TaxClassService.BatchUpdateTaxRates": of(taxes.BatchUpdateTaxRatesRequestSchema, {
      countryCode: taxedCountry,
      set: [{ taxClass: "reduced", regionCode: "", rateHundredths: 1_000 }],
      requestId,
    }),
    "TaxClassService.ListTaxRates": of(taxes.ListTaxRatesRequestSchema, { countryCode: taxedCountry }),
    "TaxService.SetTaxRule": of(pricing.SetTaxRuleRequestSchema, {
      countryCode: "FR",
      taxRule: { name: "TVA", rateHundredths: 2_000, inclusive: true },
      requestId,
    }),
    "TaxService.ListTaxRules": of(pricing.ListTaxRulesRequestSchema, {}),
  };
}
