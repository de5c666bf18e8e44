import { batchGetPrices } from "./batch-get-prices.ts";
import { batchSetPrices } from "./batch-set-prices.ts";
import { disableCoupons, generateCoupons, listCoupons } from "./coupons.ts";
import { createPromotion } from "./create-promotion.ts";
import { batchUpdateCurrencyRates, listCurrencyRates } from "./currency-rates.ts";
import {
  changeCustomerGroupMembers,
  listCustomerGroupMembers,
  listCustomerGroups,
  setCustomerGroup,
} from "./customer-groups.ts";
import { getPromotion } from "./get-promotion.ts";
import { keepCatalogue } from "./keep-catalogue.ts";
import { listPrices } from "./list-prices.ts";
import { listPromotions } from "./list-promotions.ts";
import { listTaxRules } from "./list-tax-rules.ts";
import type { PricingPorts } from "./ports.ts";
import {
  batchUpdatePriceListEntries,
  createPriceList,
  deletePriceList,
  getPriceList,
  listPriceListEntries,
  listPriceLists,
  updatePriceList,
} from "./price-lists.ts";
import { quotePurchase } from "./quote-purchase.ts";
import { redeemPromotions } from "./redeem-promotions.ts";
import { releaseRedemptions } from "./release-redemptions.ts";
import { setTaxRule } from "./set-tax-rule.ts";
import { assignTaxClass, listTaxClasses, listTaxClassVariants, setTaxClass } from "./tax-classes.ts";
import { batchUpdateTaxRates, listTaxRates } from "./tax-rates.ts";
import { updatePromotion } from "./update-promotion.ts";
import { watchPrices } from "./watch-prices.ts";

/** Everything the service can do. */
export const pricingUseCases = (ports: PricingPorts) => ({
  assignTaxClass: assignTaxClass(ports),
  batchGetPrices: batchGetPrices(ports),
  batchSetPrices: batchSetPrices(ports),
  batchUpdateCurrencyRates: batchUpdateCurrencyRates(ports),
  batchUpdatePriceListEntries: batchUpdatePriceListEntries(ports),
  batchUpdateTaxRates: batchUpdateTaxRates(ports),
  changeCustomerGroupMembers: changeCustomerGroupMembers(ports),
  createPriceList: createPriceList(ports),
  createPromotion: createPromotion(ports),
  deletePriceList: deletePriceList(ports),
  disableCoupons: disableCoupons(ports),
  generateCoupons: generateCoupons(ports),
  getPriceList: getPriceList(ports),
  getPromotion: getPromotion(ports),
  keepCatalogue: keepCatalogue(ports),
  listCoupons: listCoupons(ports),
  listCurrencyRates: listCurrencyRates(ports),
  listCustomerGroupMembers: listCustomerGroupMembers(ports),
  listCustomerGroups: listCustomerGroups(ports),
  listPriceListEntries: listPriceListEntries(ports),
  listPriceLists: listPriceLists(ports),
  listPrices: listPrices(ports),
  listPromotions: listPromotions(ports),
  listTaxClasses: listTaxClasses(ports),
  listTaxClassVariants: listTaxClassVariants(ports),
  listTaxRates: listTaxRates(ports),
  listTaxRules: listTaxRules(ports),
  quotePurchase: quotePurchase(ports),
  redeemPromotions: redeemPromotions(ports),
  releaseRedemptions: releaseRedemptions(ports),
  setCustomerGroup: setCustomerGroup(ports),
  setTaxClass: setTaxClass(ports),
  setTaxRule: setTaxRule(ports),
  updatePriceList: updatePriceList(ports),
  updatePromotion: updatePromotion(ports),
  watchPrices: watchPrices(ports),
});

export type PricingUseCases = ReturnType<typeof pricingUseCases>;
