import { createIds, type Money, money, systemClock } from "#mesh/kernel";
import type { ChosenPrice } from "../src/domain/choose-price.ts";
import type { CurrencyRate } from "../src/domain/currency-rate.ts";
import type { VariantId } from "../src/domain/price.ts";
import type { Promotion, PromotionContent } from "../src/domain/promotion.ts";
import type { Purchase, PurchaseLine } from "../src/domain/purchase.ts";
import type { Offer } from "../src/domain/redemption.ts";
import type { Taxes } from "../src/domain/tax-rate.ts";
import type { TaxRule } from "../src/domain/tax-rule.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** A time as many hours after noon. */
export const afterNoon = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000);

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export const eur = (minorUnits: number | bigint): Money => money(BigInt(minorUnits), "EUR");

/** A coupon's code nobody else has. */
export const aCode = (): string => `CODE-${ids.uuid()}`.toUpperCase().slice(0, 40);

export function aLine(change: Partial<PurchaseLine> = {}): PurchaseLine {
  return { lineId: ids.uuid(), variantId: ids.next("var"), quantity: 1n, ...change };
}

/** What a request says of a customer of whom nothing is known. */
export const nobodyKnown = { userId: "", regionCode: "", postalCode: "" };

/** A price without a list. */
export function aPrice(variantId: VariantId, price: Money): ChosenPrice {
  return { variantId, price, origin: "CATALOGUE", quantityPrices: [], reason: "" };
}

export function aPurchase(change: Partial<Purchase> = {}): Purchase {
  return {
    currencyCode: "EUR",
    countryCode: "",
    regionCode: "",
    postalCode: "",
    lines: [],
    couponCodes: [],
    ...change,
  };
}

/** What a promotion does not do unless it says so. */
export const plainTerms = {
  ...{ automatic: false, exclusive: false, freeShipping: false, buyGet: undefined, customerGroup: "" },
  ...{ tiers: [], variantIds: [] },
};

const hasOtherDiscount = ({ amountOff, freeShipping, tiers, buyGet }: Partial<PromotionContent>) =>
  Boolean(amountOff || freeShipping || tiers?.length || buyGet);

export function aPromotionContent(change: Partial<PromotionContent> = {}): PromotionContent {
  return {
    name: "Spring sale",
    couponCode: aCode(),
    percentOffHundredths: hasOtherDiscount(change) ? 0 : 1000,
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

export function aPromotion(change: Partial<Promotion> = {}): Promotion {
  const nothingYet = { redemptionCount: 0, redeemedAmount: change.budget && eur(0) };
  const made = { promotionId: ids.next("pro"), version: 1, createTime: noon, updateTime: noon, ...nothingYet };
  return { ...aPromotionContent(change), ...made, ...change };
}

/** A promotion as it stands for who has not used it. */
export const anOffer = (promotion: Promotion, change: Partial<Offer> = {}): Offer => ({
  promotion,
  couponCode: promotion.couponCode,
  coupon: undefined,
  redeemedByCustomer: 0,
  forCustomer: true,
  ...change,
});

export function aTaxRule(change: Partial<TaxRule> = {}): TaxRule {
  const content = { name: "VAT", rateHundredths: 1900, inclusive: true };
  return { ...content, countryCode: "DE", version: 1, updateTime: noon, ...change };
}

/** Everything at the rule's rate, unless told otherwise. */
export function taxesBy(rule: TaxRule, change: Partial<Taxes> = {}): Taxes {
  return { rule, rates: [], classes: new Map(), ...change };
}

export function aCurrencyRate(change: Partial<CurrencyRate> = {}): CurrencyRate {
  const pair = { baseCurrencyCode: "EUR", currencyCode: "CHF" };
  const rate = { rateBillionths: 1_000_000_000n, roundingStep: 1n, source: "ECB", rateTime: noon, updateTime: noon };
  return { ...pair, ...rate, ...change };
}
