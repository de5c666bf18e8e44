import type { Clock, Decision, Ids, Money, Page, RequestKey } from "#mesh/kernel";
import type { CataloguePrice, Price, PriceDraft, ProductPrices, VariantId } from "../domain/price.ts";
import type { Promotion, PromotionEvent, PromotionId } from "../domain/promotion.ts";
import type { Purchase } from "../domain/purchase.ts";
import type { TaxRule, TaxRuleSet } from "../domain/tax-rule.ts";

/** What the use cases need. */
export interface PricingPorts {
  readonly terms: TermsReader;
  readonly prices: PriceStore;
  readonly promotions: PromotionStore;
  readonly taxRules: TaxRuleStore;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Reads what a purchase is priced by. */
export interface TermsReader {
  /** In one round trip, however many lines. */
  read(purchase: Purchase, now: Date): Promise<Terms>;
}

export interface Terms {
  /** Of one unit, in the purchase's currency; those that exist. */
  readonly prices: ReadonlyMap<VariantId, Money>;
  /** Those the purchase's codes name, at most one a code: the one that has not ended, if there is one. */
  readonly promotions: readonly Promotion[];
  readonly taxRule: TaxRule | undefined;
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

/** The product service, which may be away. */
export interface Catalogue {
  /** Prices of those of the variants that are for sale; none of those it cannot learn in time. */
  findPrices(variantIds: readonly VariantId[]): Promise<readonly CataloguePrice[]>;
}
