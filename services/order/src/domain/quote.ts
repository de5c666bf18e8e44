import type { Id, Money } from "#mesh/kernel";
import type { UserId, VariantId } from "./cart.ts";

/** A purchase to price. */
export interface Purchase {
  /** ISO 4217 code of all its amounts. */
  readonly currencyCode: string;
  /** Where it is sent, ISO 3166-1 alpha-2; empty if unknown: no tax. */
  readonly countryCode: string;
  /** Where in the country; empty if unknown. */
  readonly regionCode: string;
  readonly postalCode: string;
  /** Who buys; absent for nobody with an account. */
  readonly userId?: UserId | undefined;
  readonly lines: readonly PurchaseLine[];
  readonly couponCodes: readonly string[];
  /** Absent for none. */
  readonly shippingPrice?: Money | undefined;
  /** For the explanation; empty for none. */
  readonly shippingMethodId: string;
}

export interface PurchaseLine {
  readonly lineId: string;
  readonly variantId: VariantId;
  readonly quantity: bigint;
  /** Set by the staff: goes before every other price and takes no promotion. */
  readonly manualUnitPrice?: Money | undefined;
}

/**
 * What a purchase costs: `total` = `subtotal` - `discountTotal` + `shippingTotal`, and `taxTotal` on top unless
 * `taxInclusive`.
 */
export interface Quote {
  /** The lines that have a price, in the order of the purchase. */
  readonly lines: readonly QuotedLine[];
  readonly subtotal: Money;
  readonly discountTotal: Money;
  readonly shippingTotal: Money;
  /** The tax on shipping, part of `taxTotal`. */
  readonly shippingTax: Money;
  /** Absent where nothing is taxed. */
  readonly shippingAppliedTax?: AppliedTax | undefined;
  readonly taxTotal: Money;
  readonly taxInclusive: boolean;
  readonly total: Money;
  /** Every reason, in the order they were applied. */
  readonly steps: readonly PriceStep[];
  /** Lines left out because their variant has no price in this currency. */
  readonly unpricedLineIds: readonly string[];
  /** What became of each coupon code of the purchase. */
  readonly couponNotes: readonly CouponNote[];
  /** What pricing counts before the purchase is final: the promotions used that have limits. */
  readonly redemptions: readonly Redemption[];
}

/** The use of a promotion by one purchase. */
export interface Redemption {
  readonly promotionId: PromotionId;
  readonly couponCode: string;
  /** What it took off. */
  readonly amount: Money;
}

export type PromotionId = Id<"pro">;

export interface QuotedLine {
  readonly lineId: string;
  readonly variantId: VariantId;
  readonly quantity: bigint;
  /** Price of one, before discounts. */
  readonly unitPrice: Money;
  readonly total: Money;
  /** The line's share of all discounts, not negative. */
  readonly discount: Money;
  /** On `total` less `discount`: inside it if taxes are inclusive, else on top. */
  readonly tax: Money;
  /** Absent where nothing is taxed. */
  readonly appliedTax?: AppliedTax | undefined;
}

/** The tax that counts for something. */
export interface AppliedTax {
  readonly taxClass: string;
  /** The region whose rate counts; empty for the country's. */
  readonly regionCode: string;
  /** In hundredths of a percent. */
  readonly rateHundredths: number;
  /** What the tax is called. */
  readonly name: string;
}

export type PriceStepKind = "LIST_PRICE" | "MANUAL_PRICE" | "PROMOTION" | "SHIPPING" | "TAX";

/** One reason for a price. */
export interface PriceStep {
  readonly kind: PriceStepKind;
  /** Empty if it belongs to the whole. */
  readonly lineId: string;
  /** What it adds (positive) or takes off (negative). */
  readonly amount: Money;
  /** In words for the customer. */
  readonly description: string;
  /** A promotion's id, a country code or a shipping method's id; empty if none. */
  readonly sourceId: string;
}

export interface CouponNote {
  readonly couponCode: string;
  readonly outcome: CouponOutcome;
}

/** UNKNOWN also stands for a coupon whose time is over or has not come. */
export type CouponOutcome = "APPLIED" | "UNKNOWN" | "NOT_MET" | "USED_UP" | "NOT_COMBINED";
