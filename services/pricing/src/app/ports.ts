import type { Clock, Decision, Ids, Page, RequestKey } from "#mesh/kernel";
import type { PriceCandidate } from "../domain/choose-price.ts";
import type { Coupon, CouponBatch, CouponBatchId } from "../domain/coupon.ts";
import type { CurrencyRate, CurrencyRateKey } from "../domain/currency-rate.ts";
import type { CustomerGroup, MembersChange, UserId } from "../domain/customer-group.ts";
import type { CataloguePrice, Price, PriceDraft, ProductPrices, VariantId } from "../domain/price.ts";
import type {
  PriceList,
  PriceListDeleted,
  PriceListEntriesChanged,
  PriceListEntry,
  PriceListEntryKey,
  PriceListEvent,
  PriceListId,
} from "../domain/price-list.ts";
import type { Promotion, PromotionEvent, PromotionId } from "../domain/promotion.ts";
import type { Purchase } from "../domain/purchase.ts";
import type { Offer, OrderId, Redemption } from "../domain/redemption.ts";
import type { TaxClass } from "../domain/tax-class.ts";
import type { Taxes, TaxRate, TaxRateKey, TaxRatesChanged } from "../domain/tax-rate.ts";
import type { TaxRule, TaxRuleSet } from "../domain/tax-rule.ts";

/** What the use cases need. */
export interface PricingPorts {
  readonly terms: TermsReader;
  readonly prices: PriceStore;
  readonly priceLists: PriceListStore;
  readonly customerGroups: CustomerGroupStore;
  readonly promotions: PromotionStore;
  readonly redemptions: RedemptionStore;
  readonly coupons: CouponStore;
  /** So many new codes that begin with the prefix, and nobody guesses. */
  readonly couponCodes: (prefix: string, count: number) => readonly string[];
  readonly taxRules: TaxRuleStore;
  readonly taxClasses: TaxClassStore;
  readonly taxRates: TaxRateStore;
  readonly currencyRates: CurrencyRateStore;
  readonly catalogue: Catalogue;
  /** Beats while somebody watches, until the signal fires. */
  readonly pulse: (signal: AbortSignal) => AsyncIterable<unknown>;
  /** Of a text, in hexadecimal digits: equal ones are those of equal texts. */
  readonly digest: (text: string) => string;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Reads what a purchase is priced by. */
export interface TermsReader {
  /** In one round trip, however many lines. */
  read(purchase: Purchase, now: Date): Promise<Terms>;
  /** In one round trip, however many variants: the prices that may count, also in other currencies. */
  readPrices(wanted: PricesWanted, now: Date): Promise<Pick<Terms, "candidates" | "currencyRates">>;
}

export interface PricesWanted {
  readonly variantIds: readonly VariantId[];
  readonly currencyCode: string;
  /** Whose groups count. */
  readonly userId: UserId | undefined;
  /** Another group that counts; empty for none. */
  readonly customerGroup: string;
}

export type CandidatesByVariant = ReadonlyMap<VariantId, readonly PriceCandidate[]>;

export interface Terms {
  /** Of one unit, in whatever currency; those that may count. */
  readonly candidates: CandidatesByVariant;
  /** Into the currency wanted. */
  readonly currencyRates: readonly CurrencyRate[];
  /** Those the purchase's codes ask for, at most one a code: the one that has not ended, if there is one; and automatic ones. */
  readonly offers: readonly Offer[];
  /** Absent where nothing is taxed. */
  readonly taxes: Taxes | undefined;
}

/** Keeps prices. Changes of price lists, their events and the answer to their request key are committed together. */
export interface PriceStore {
  /** The prices of a version of a product and no others of it; nothing if a newer version has been seen. */
  keepCatalogue(product: ProductPrices, now: Date): Promise<void>;
  /** Prices read ahead of the event that will tell them: they count until `expireTime`, and yield to what was told. */
  keepAhead(prices: readonly CataloguePrice[], now: Date, expireTime: Date): Promise<void>;
  /** Sets prices of the list, all or none; a variant appears once a currency. Answers in the order given. */
  set(prices: readonly PriceDraft[], now: Date, request?: RequestKey): Promise<readonly Price[]>;
  /** The prices of a variant that count, by currency, after the currency given. */
  page(variantId: VariantId, after: string | undefined, size: number, now: Date): Promise<Page<Price, string>>;
}

/** Keeps price lists and the prices in them, on the terms of PromotionStore. */
export interface PriceListStore {
  find(priceListId: PriceListId): Promise<PriceList | undefined>;
  /** Newest first, after the list of the key. */
  page(after: PriceListId | undefined, size: number): Promise<Page<PriceList, PriceListId>>;
  /** Fails with CUSTOMER_GROUP_UNKNOWN. */
  create(decide: () => Decision<PriceList, PriceListEvent>, request?: RequestKey): Promise<PriceList>;
  /** Fails with RESOURCE_NOT_FOUND, CUSTOMER_GROUP_UNKNOWN. `decide` may run more than once. */
  change(
    priceListId: PriceListId,
    decide: (priceList: PriceList) => Decision<PriceList, PriceListEvent>,
    request?: RequestKey,
  ): Promise<PriceList>;
  /** Fails with RESOURCE_NOT_FOUND. */
  delete(
    priceListId: PriceListId,
    decide: (priceList: PriceList) => PriceListDeleted,
    request?: RequestKey,
  ): Promise<void>;
  /** Sets and removes prices, all or none. Fails with RESOURCE_NOT_FOUND, or as `check` does. */
  changeEntries(change: EntriesChange, request?: RequestKey): Promise<PriceList>;
  /** By variant and quantity, after the key; of one variant, if it is given. */
  entries(
    priceListId: PriceListId,
    variantId: VariantId | undefined,
    after: PriceListEntryKey | undefined,
    size: number,
  ): Promise<Page<PriceListEntry, PriceListEntryKey>>;
}

export interface EntriesChange {
  readonly priceListId: PriceListId;
  /** Each variant and quantity appears once in both. */
  readonly set: readonly PriceListEntry[];
  readonly remove: readonly PriceListEntryKey[];
  /** Throws what stands against it. */
  check(priceList: PriceList): void;
  /** Of what has changed by it. */
  decide(
    priceList: PriceList,
    set: readonly PriceListEntry[],
    removed: readonly PriceListEntryKey[],
  ): Decision<PriceList, PriceListEntriesChanged>;
}

/** Keeps who belongs to which group. */
export interface CustomerGroupStore {
  /** By code, after the one given. */
  page(after: string | undefined, size: number): Promise<Page<CustomerGroup, string>>;
  set(
    customerGroup: string,
    decide: (present: CustomerGroup | undefined) => CustomerGroup,
    request?: RequestKey,
  ): Promise<CustomerGroup>;
  /** Tells how many came and went. Fails with CUSTOMER_GROUP_UNKNOWN. */
  changeMembers(
    change: MembersChange,
    request?: RequestKey,
  ): Promise<{ readonly added: number; readonly removed: number }>;
  /** By user id, after the one given. */
  members(customerGroup: string, after: UserId | undefined, size: number): Promise<Page<UserId, UserId>>;
}

/** Keeps promotions. A change, its events and the answer to its request key are committed together or not at all. */
export interface PromotionStore {
  find(promotionId: PromotionId): Promise<Promotion | undefined>;
  /** Newest first, after the promotion of the key. */
  page(after: PromotionId | undefined, size: number): Promise<Page<Promotion, PromotionId>>;
  /** Fails with COUPON_CODE_TAKEN. */
  create(decide: () => Decision<Promotion, PromotionEvent>, request?: RequestKey): Promise<Promotion>;
  /** Fails with RESOURCE_NOT_FOUND, COUPON_CODE_TAKEN. `decide` may run more than once. */
  change(
    promotionId: PromotionId,
    decide: (promotion: Promotion) => Decision<Promotion, PromotionEvent>,
    request?: RequestKey,
  ): Promise<Promotion>;
}

/** Keeps coupons that were made in bulk. */
export interface CouponStore {
  /** All or none. Fails with RESOURCE_NOT_FOUND. */
  add(batch: CouponBatch, request?: RequestKey): Promise<CouponBatchId>;
  /** By code, after the one given. */
  page(wanted: CouponsWanted, after: string | undefined, size: number): Promise<Page<Coupon, string>>;
  /** Tells how many it were: the coupon that is named, or all of a batch. */
  disable(wanted: CouponsWanted & { readonly couponCode?: string | undefined }, request?: RequestKey): Promise<number>;
}

export interface CouponsWanted {
  readonly promotionId: PromotionId;
  readonly batchId?: CouponBatchId | undefined;
}

/** Counts the orders that use promotions. */
export interface RedemptionStore {
  /** All of them or none, once an order. Fails with COUPON_USED_UP, REDEMPTIONS_RELEASED. */
  redeem(wanted: PurchaseRedemptions, now: Date): Promise<void>;
  /** Gives back what the order has redeemed; from then on it redeems nothing. */
  release(orderId: OrderId, now: Date): Promise<void>;
}

export interface PurchaseRedemptions {
  readonly orderId: OrderId;
  /** Absent for nobody with an account. */
  readonly userId: UserId | undefined;
  /** Each promotion once. */
  readonly redemptions: readonly Redemption[];
}

/** Keeps a rule a country, on the terms of PromotionStore. */
export interface TaxRuleStore {
  /** By country code, after the one given. */
  page(after: string | undefined, size: number): Promise<Page<TaxRule, string>>;
  /** `decide` gets the present rule, if there is one, and may run more than once. */
  set(
    countryCode: string,
    decide: (rule: TaxRule | undefined) => Decision<TaxRule, TaxRuleSet>,
    request?: RequestKey,
  ): Promise<TaxRule>;
}

/** Keeps which variants are of which tax class. */
export interface TaxClassStore {
  /** By code, after the one given. */
  page(after: string | undefined, size: number): Promise<Page<TaxClass, string>>;
  set(taxClass: string, decide: (present: TaxClass | undefined) => TaxClass, request?: RequestKey): Promise<TaxClass>;
  /** Tells how many were of another class. Fails with TAX_CLASS_UNKNOWN. */
  assign(assignment: ClassAssignment, request?: RequestKey): Promise<{ readonly changed: number }>;
  /** By variant id, after the one given; none of the standard class. */
  variants(taxClass: string, after: VariantId | undefined, size: number): Promise<Page<VariantId, VariantId>>;
}

export interface ClassAssignment {
  readonly taxClass: string;
  readonly variantIds: readonly VariantId[];
}

/** Keeps the rates beside that of a country's rule. */
export interface TaxRateStore {
  /** By region and class, after the key. */
  page(countryCode: string, after: TaxRateKey | undefined, size: number): Promise<Page<TaxRate, TaxRateKey>>;
  /** Sets and removes rates, all or none. Fails with RESOURCE_NOT_FOUND, TAX_CLASS_UNKNOWN, or as `check` does. */
  change(change: TaxRatesChange, request?: RequestKey): Promise<TaxRule>;
}

export interface TaxRatesChange {
  readonly countryCode: string;
  /** Each class and region appears once in both. */
  readonly set: readonly TaxRate[];
  readonly remove: readonly TaxRateKey[];
  /** Throws what stands against it. */
  check(rule: TaxRule): void;
  /** Of what has changed by it. */
  decide(rule: TaxRule, set: readonly TaxRate[], removed: readonly TaxRate[]): Decision<TaxRule, TaxRatesChanged>;
}

/** Keeps what currencies are worth in each other. */
export interface CurrencyRateStore {
  /** By currency and base currency, after the key. */
  page(after: CurrencyRateKey | undefined, size: number): Promise<Page<CurrencyRate, CurrencyRateKey>>;
  /** Sets and removes rates, all or none; each pair appears once in both. Answers with those set. */
  change(
    set: readonly CurrencyRate[],
    remove: readonly CurrencyRateKey[],
    request?: RequestKey,
  ): Promise<readonly CurrencyRate[]>;
}

/** The product service, which may be away. */
export interface Catalogue {
  /** Prices of those of the variants that are for sale; none of those it cannot learn in time. */
  findPrices(variantIds: readonly VariantId[]): Promise<readonly CataloguePrice[]>;
}
