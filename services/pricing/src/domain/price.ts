import type { DomainEvent, Id, Money } from "#mesh/kernel";

export type VariantId = Id<"var">;
export type ProductId = Id<"prd">;

/**
 * Where a price comes from: the variant's product, what was set for everybody, an entry of a price list (each goes before
 * those named before it), or another currency.
 */
export type PriceOrigin = "CATALOGUE" | "PRICE_LIST" | "PRICE_LIST_ENTRY" | "CURRENCY_RATE";

/** What one unit of a variant costs in one currency. */
export interface Price {
  readonly variantId: VariantId;
  readonly price: Money;
  readonly origin: PriceOrigin;
  readonly updateTime: Date;
}

/** What a price is set to. */
export interface PriceDraft {
  readonly variantId: VariantId;
  readonly price: Money;
}

/** The price a product states for a variant. */
export interface CataloguePrice extends PriceDraft {
  readonly productId: ProductId;
}

/** What one version of a product says of prices. */
export interface ProductPrices {
  readonly productId: ProductId;
  readonly version: bigint;
  /** Of every variant for sale: none unless the product is published. */
  readonly prices: readonly PriceDraft[];
}

export interface PriceSet extends DomainEvent {
  readonly type: "PriceSet";
  readonly price: Price;
}

/** `version` counts what was set for the variant, whatever the currency. */
export function priceSet(price: Price, version: number): PriceSet {
  return { type: "PriceSet", key: price.variantId, version, price };
}
