import { type Caller, type DomainEvent, holds, type Id, type Money, notFound } from "#mesh/kernel";
import type { Attribute, AttributeValue } from "./attribute.ts";
import type { BrandId } from "./brand.ts";
import type { CategoryId } from "./category.ts";
import type { Moderation } from "./moderation.ts";
import type { Translation } from "./translation.ts";

export type ProductId = Id<"prd">;
export type VariantId = Id<"var">;
export type ProductState = "DRAFT" | "PUBLISHED" | "ARCHIVED";

/** What the staff says of a product; the rest is the service's own bookkeeping. */
export interface ProductContent {
  readonly state: ProductState;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly brand: string;
  readonly categoryIds: readonly CategoryId[];
  readonly options: readonly Option[];
  readonly variants: readonly Variant[];
  readonly media: readonly Media[];
  readonly attributes: readonly Attribute[];
  readonly typedAttributes: readonly AttributeValue[];
  /** Absent without a brand of its own; `brand` is then only a name. */
  readonly brandId: BrandId | undefined;
  readonly tags: readonly string[];
  readonly translations: readonly Translation[];
  /** When it becomes published, and a draft again, by itself. */
  readonly publishTime: Date | undefined;
  readonly unpublishTime: Date | undefined;
  readonly relatedProductIds: readonly ProductId[];
}

export interface Product extends ProductContent {
  readonly productId: ProductId;
  /** The user who sells it by the market; absent if the market itself does. */
  readonly sellerId: string | undefined;
  /** Absent unless there is a seller. */
  readonly moderation: Moderation | undefined;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Variant {
  readonly variantId: VariantId;
  readonly sku: string;
  /** One per option of the product, in their order. */
  readonly optionValues: readonly OptionValue[];
  readonly price: Money;
  readonly weightGrams: number;
  readonly gtin: string;
  /** True if no stock is kept of it, such as a fee. */
  readonly nonStock: boolean;
  readonly typedAttributes: readonly AttributeValue[];
  /** True if it is delivered by download. */
  readonly digital: boolean;
  /** What a bundle is made of; none for what is no bundle. */
  readonly components: readonly Component[];
}

export interface Component {
  readonly variantId: VariantId;
  readonly quantity: number;
}

export interface OptionValue {
  readonly option: string;
  readonly value: string;
}

export interface Media {
  readonly url: string;
  readonly altText: string;
}

export interface ProductCreated extends DomainEvent {
  readonly type: "ProductCreated";
  readonly product: Product;
}

export interface ProductUpdated extends DomainEvent {
  readonly type: "ProductUpdated";
  readonly product: Product;
  readonly changedFields: readonly (keyof ProductContent | "moderation")[];
}

export type ProductEvent = ProductCreated | ProductUpdated;

/** True for callers who see products whatever their state. */
export function seesEveryState(caller: Caller): boolean {
  return holds(caller, "product.read");
}

export function isVisibleTo(caller: Caller, product: Product): boolean {
  return product.state === "PUBLISHED" || seesEveryState(caller) || isSoldBy(caller, product);
}

export function isSoldBy({ user }: Caller, { sellerId }: Product): boolean {
  return sellerId !== undefined && sellerId === user?.userId;
}

/** The product, if the caller may see it; else RESOURCE_NOT_FOUND. */
export function visibleTo(caller: Caller, product: Product | undefined): Product {
  if (product === undefined || !isVisibleTo(caller, product)) throw notFound();
  return product;
}
