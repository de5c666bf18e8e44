import type { Money } from "#mesh/kernel";
import type { ChosenPrice } from "./choose-price.ts";
import type { UserId } from "./customer-group.ts";
import type { VariantId } from "./price.ts";
import type { Redemption } from "./redemption.ts";
import type { AppliedTax } from "./tax-rate.ts";

/** What somebody wants to buy. All amounts are in its currency. */
export interface Purchase {
  readonly currencyCode: string;
  /** Where it is sent, ISO 3166-1 alpha-2; empty if unknown. */
  readonly countryCode: string;
  /** Where in the country, as addresses name regions; empty if unknown. */
  readonly regionCode: string;
  readonly postalCode: string;
  /** Who buys; absent for nobody with an account. */
  readonly userId?: UserId | undefined;
  readonly lines: readonly PurchaseLine[];
  /** In the order they are applied, in any case. */
  readonly couponCodes: readonly string[];
  readonly shipping?: Shipping | undefined;
}

export interface PurchaseLine {
  readonly lineId: string;
  readonly variantId: VariantId;
  readonly quantity: bigint;
  /** Set by the staff; goes before every other price and takes no promotion. */
  readonly manualUnitPrice?: Money | undefined;
}

export interface Shipping {
  /** May be empty. */
  readonly methodId: string;
  readonly price: Money;
}

/** What a purchase costs and why; the identities between its amounts are those of quote.proto. */
export interface Quote {
  readonly lines: readonly QuotedLine[];
  readonly subtotal: Money;
  readonly discountTotal: Money;
  readonly shippingTotal: Money;
  readonly shippingTax: Money;
  /** Absent where nothing is taxed. */
  readonly shippingAppliedTax?: AppliedTax | undefined;
  readonly taxTotal: Money;
  readonly taxInclusive: boolean;
  readonly total: Money;
  readonly steps: readonly PriceStep[];
  readonly unpricedLineIds: readonly string[];
  readonly couponNotes: readonly CouponNote[];
  /** Of the promotions used that have limits. */
  readonly redemptions: readonly Redemption[];
}

export interface QuotedLine {
  readonly lineId: string;
  readonly variantId: VariantId;
  readonly quantity: bigint;
  readonly unitPrice: Money;
  /** Why one costs what it does; absent for a price set by the staff. */
  readonly priceReason?: ChosenPrice | undefined;
  readonly total: Money;
  readonly discount: Money;
  readonly tax: Money;
  /** Absent where nothing is taxed. */
  readonly appliedTax?: AppliedTax | undefined;
}

export type PriceStepKind = "LIST_PRICE" | "MANUAL_PRICE" | "PROMOTION" | "SHIPPING" | "TAX";

/** One reason for a price. Lines state theirs one by one, promotions, shipping and each rate of tax once for the whole. */
export interface PriceStep {
  readonly kind: PriceStepKind;
  /** Empty for the whole. */
  readonly lineId: string;
  /** Negative for what is taken off. */
  readonly amount: Money;
  /** For the customer. */
  readonly description: string;
  /** A promotion's id, the code of a country or a region, a shipping method's id; empty if none. */
  readonly sourceId: string;
}

export type CouponOutcome = "APPLIED" | "UNKNOWN" | "NOT_MET" | "USED_UP" | "NOT_COMBINED";

export interface CouponNote {
  /** As the purchase has it. */
  readonly couponCode: string;
  readonly outcome: CouponOutcome;
}
