import { type ExampleWords, made } from "../examples/example-words.ts";
import { euros } from "./euros.ts";

const received = { quantityDelta: "40", reason: "STOCK_ADJUSTMENT_REASON_RECEIVED", note: "Pallet of 2 March" };
const level = { onHand: "40", reserved: "2", available: "38" };
const tiers = [
  { from: "0", price: euros(490), perStartedKilogram: null },
  { from: "5000", price: euros(990), perStartedKilogram: null },
];
/** Of promotions that are no more than a share off. */
const plain = {
  ...{ budget: null, automatic: false, exclusive: false, freeShipping: false, tiers: null },
  ...{ buyGet: null, variantIds: null, customerGroup: "" },
};
const newcomers = { name: "10 % off for newcomers", percentOffHundredths: 1000 };
const wholesale = { customerGroup: "wholesale", name: "Wholesale" };
const francs = { baseCurrencyCode: "EUR", currencyCode: "CHF", rate: "0.9427", roundingStep: "5", source: "ECB" };
const reduced = { taxClass: "reduced", regionCode: "", rateHundredths: 700, name: "" };
const standard = { shippingMethodId: "standard", name: "Standard", kind: "SHIPPING_METHOD_KIND_BY_WEIGHT" };

/** Stock, prices, parcels and figures. */
export const goodsWords: ExampleWords["messages"] = {
  "ultramarket.inventory.v1.AdjustStockRequest": received,
  "ultramarket.inventory.v1.StockAdjustment": { variantId: made, ...received },
  "ultramarket.inventory.v1.StockMovement": received,
  "ultramarket.inventory.v1.StockLevel": level,
  "ultramarket.inventory.v1.VariantStock": level,
  "ultramarket.inventory.v1.TransferStockRequest": { note: "For the fair" },
  "ultramarket.inventory.v1.TransferLine": { variantId: made, quantity: "6" },
  "ultramarket.inventory.v1.StockTransfer": { note: "For the fair" },
  "ultramarket.inventory.v1.TransferredLine": { quantity: "6", fromOnHand: "34", toOnHand: "6" },
  "ultramarket.inventory.v1.Warehouse": { name: "Freiburg" },
  "ultramarket.inventory.v1.CreateWarehouseRequest": { name: "Freiburg", countryCode: "DE" },
  "ultramarket.pricing.v1.Price": { origin: "PRICE_ORIGIN_PRICE_LIST" },
  "ultramarket.pricing.v1.ListPricesRequest": { variantId: made, pageSize: made },
  "ultramarket.pricing.v1.PriceList": { name: "Summer sale", customerGroup: "", priority: 1 },
  "ultramarket.pricing.v1.PriceListInput": { name: "Summer sale", currencyCode: "EUR", startTime: made, endTime: made },
  "ultramarket.pricing.v1.UpdatePriceListRequest": { priceList: { priority: 2 } },
  "ultramarket.pricing.v1.PriceListEntry": { minQuantity: "12", price: euros(1090) },
  "ultramarket.pricing.v1.PriceListEntryInput": { variantId: made, minQuantity: "12", price: euros(1090) },
  "ultramarket.pricing.v1.PriceListEntryKey": { variantId: made, minQuantity: "6" },
  "ultramarket.pricing.v1.ListPriceListEntriesRequest": { priceListId: made, pageSize: made },
  "ultramarket.pricing.v1.CustomerGroup": wholesale,
  "ultramarket.pricing.v1.SetCustomerGroupRequest": wholesale,
  "ultramarket.pricing.v1.ChangeCustomerGroupMembersRequest": { customerGroup: "wholesale", addUserIds: made },
  "ultramarket.pricing.v1.ListCustomerGroupMembersRequest": { customerGroup: "wholesale", pageSize: made },
  "ultramarket.pricing.v1.BatchGetPricesRequest": { variantIds: made, currencyCode: "EUR", quantity: "12" },
  "ultramarket.pricing.v1.WatchPricesRequest": { variantIds: made, currencyCode: "EUR" },
  "ultramarket.pricing.v1.QuotedPrice": {
    ...{ price: euros(1090), compareAtPrice: euros(1290), origin: "PRICE_ORIGIN_PRICE_LIST_ENTRY" },
    ...{ priceListName: "Summer sale", reason: "Summer sale, from 12", derivedFrom: null },
  },
  "ultramarket.pricing.v1.Promotion": {
    ...newcomers,
    ...plain,
    endTime: null,
    maxRedemptions: 500,
    redemptionCount: 42,
    redeemedAmount: null,
  },
  "ultramarket.pricing.v1.PromotionInput": { ...newcomers, ...plain, couponCode: "WELCOME10", maxRedemptions: 500 },
  "ultramarket.pricing.v1.GenerateCouponsRequest": { promotionId: made, count: 1000, prefix: "SPRING-" },
  "ultramarket.pricing.v1.GenerateCouponsResponse": { count: 1000 },
  "ultramarket.pricing.v1.Coupon": { couponCode: "SPRING-7KQM2F9XT4B8C", maxRedemptions: 1 },
  "ultramarket.pricing.v1.ListCouponsRequest": { promotionId: made, pageSize: made },
  "ultramarket.pricing.v1.DisableCouponsRequest": {
    promotionId: made,
    couponCode: "SPRING-7KQM2F9XT4B8C",
    batchId: "",
  },
  "ultramarket.pricing.v1.DisableCouponsResponse": { count: 1 },
  "ultramarket.pricing.v1.UpdatePromotionRequest": { promotion: { name: "10 % off in spring" } },
  "ultramarket.pricing.v1.TaxRule": { name: "VAT", rateHundredths: 1900 },
  "ultramarket.pricing.v1.TaxRuleInput": { name: "VAT", rateHundredths: 1900, inclusive: true },
  "ultramarket.pricing.v1.CurrencyRate": francs,
  "ultramarket.pricing.v1.CurrencyRateInput": francs,
  "ultramarket.pricing.v1.CurrencyRateKey": { baseCurrencyCode: "EUR", currencyCode: "SEK" },
  "ultramarket.pricing.v1.DerivedPrice": { basePrice: euros(1290), rate: "0.9427", source: "ECB" },
  "ultramarket.pricing.v1.TaxClass": { taxClass: "reduced", name: "Reduced rate" },
  "ultramarket.pricing.v1.SetTaxClassRequest": { taxClass: "reduced", name: "Reduced rate" },
  "ultramarket.pricing.v1.AssignTaxClassRequest": { taxClass: "reduced", variantIds: made },
  "ultramarket.pricing.v1.ListTaxClassVariantsRequest": { taxClass: "reduced", pageSize: made },
  "ultramarket.pricing.v1.TaxRate": reduced,
  "ultramarket.pricing.v1.TaxRateInput": { ...reduced, name: null },
  "ultramarket.pricing.v1.TaxRateKey": { taxClass: "books", regionCode: null },
  "ultramarket.pricing.v1.ListTaxRatesRequest": { countryCode: made, pageSize: made },
  "ultramarket.shipping.v1.Shipment": { state: "SHIPMENT_STATE_DELIVERED", weightGrams: 2300 },
  "ultramarket.shipping.v1.TrackingEvent": { code: "out_for_delivery", description: "In the van" },
  "ultramarket.shipping.v1.CarrierRate": { name: "Simulated Post, standard", price: euros(430) },
  "ultramarket.shipping.v1.ListShipmentsRequest": { state: "SHIPMENT_STATE_PACKED", pageSize: made },
  "ultramarket.shipping.v1.PackShipmentRequest": { lines: [{ lineId: made, quantity: "1" }] },
  "ultramarket.shipping.v1.RecordShipmentRequest": { shipTime: made, deliverTime: made, trackingNumber: made },
  "ultramarket.shipping.v1.ShipShipmentRequest": { carrierId: made, carrierService: made },
  "ultramarket.shipping.v1.ShippingZone": { name: "Germany and Austria" },
  "ultramarket.shipping.v1.CreateShippingZoneRequest": { name: "Germany and Austria", countryCodes: made },
  "ultramarket.shipping.v1.UpdateShippingZoneRequest": { zone: { name: "Home markets" } },
  "ultramarket.shipping.v1.ShippingRate": { zoneId: made, tiers },
  "ultramarket.shipping.v1.ShippingMethod": standard,
  "ultramarket.shipping.v1.CreateShippingMethodRequest": { ...standard, rates: made },
  "ultramarket.shipping.v1.UpdateShippingMethodRequest": { method: { name: "Standard delivery" } },
  "ultramarket.analytics.v1.GetRevenueRequest": { startTime: made, endTime: made, interval: "INTERVAL_DAY" },
  "ultramarket.analytics.v1.RevenueInterval": {
    ...{ orders: "12", lines: "19", units: "31", creditLines: "1", gross: euros(214630) },
    ...{ refunds: euros(8010), net: euros(204120), credits: euros(2500) },
  },
};
