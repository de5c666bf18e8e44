import { isDeepStrictEqual } from "node:util";
import { type Decision, type DomainEvent, type Id, type Ids, invalid, type Money, refuse } from "#mesh/kernel";
import { type AttributeValue, isSameValue } from "./attribute.ts";
import type { BrandId } from "./brand.ts";
import type { CategoryId } from "./category.ts";
import type { Product, ProductId } from "./product.ts";
import { slugOf } from "./slug.ts";

export type CollectionId = Id<"col">;

/** What the staff says of a collection: products by hand, or a rule. */
export interface CollectionDraft {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** In display order; none with a rule. */
  readonly productIds: readonly ProductId[];
  readonly rule: CollectionRule | undefined;
}

/** Conditions, all of which a product meets; an empty one asks for nothing. */
export interface CollectionRule {
  readonly categoryIds: readonly CategoryId[];
  readonly brandIds: readonly BrandId[];
  readonly tags: readonly string[];
  readonly attributes: readonly AttributeValue[];
  readonly price: PriceRange | undefined;
}

export interface PriceRange {
  readonly from: Money | undefined;
  readonly to: Money | undefined;
}

export interface Collection extends CollectionDraft {
  readonly collectionId: CollectionId;
  /** True while the products that a new rule fits are still being looked up. */
  readonly filling: boolean;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface CollectionCreated extends DomainEvent {
  readonly type: "CollectionCreated";
  readonly collection: Collection;
}

export interface CollectionUpdated extends DomainEvent {
  readonly type: "CollectionUpdated";
  readonly collection: Collection;
  readonly changedFields: readonly (keyof CollectionDraft)[];
}

export type CollectionEvent = CollectionCreated | CollectionUpdated;

/** Fails with INVALID_REQUEST for products by hand and a rule at once. */
export function createCollection(draft: CollectionDraft, now: Date, ids: Ids): Decision<Collection, CollectionCreated> {
  const collectionId = ids.next("col");
  const times = { createTime: now, updateTime: now };
  const slug = draft.slug || slugOf(draft.name);
  const next = checked({ ...draft, slug, collectionId, filling: draft.rule !== undefined, version: 1, ...times });
  return { next, events: [{ type: "CollectionCreated", key: collectionId, version: 1, collection: next }] };
}

/** The collection with the change; see `updateProduct` for versions and etags. Fails with ETAG_MISMATCH, INVALID_REQUEST. */
export function updateCollection(
  collection: Collection,
  change: Partial<CollectionDraft>,
  etag: string,
  now: Date,
): Decision<Collection, CollectionUpdated> {
  if (etag !== "" && etag !== String(collection.version)) throw refuse("ETAG_MISMATCH");
  const content = { ...collection, ...change };
  const changed = checked({ ...content, slug: content.slug || slugOf(content.name) });
  const fields = (Object.keys(change) as (keyof CollectionDraft)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], collection[field]),
  );
  if (fields.length === 0) return { next: collection, events: [] };
  const filling = fields.includes("rule") ? changed.rule !== undefined : collection.filling;
  const next = { ...changed, filling, version: collection.version + 1, updateTime: now };
  const { collectionId: key, version } = next;
  return { next, events: [{ type: "CollectionUpdated", key, version, collection: next, changedFields: fields }] };
}

function checked(collection: Collection): Collection {
  if (collection.rule !== undefined && collection.productIds.length > 0) {
    throw invalid({ field: "collection.product_ids", description: "must be empty where there is a rule" });
  }
  return collection;
}

/** True if the product, which stands in the categories and all above them, meets all conditions. */
export function fits(rule: CollectionRule, product: Product, categoryIds: ReadonlySet<CategoryId>): boolean {
  const { brandId, tags, variants } = product;
  const stated = [...product.typedAttributes, ...variants.flatMap(({ typedAttributes }) => typedAttributes)];
  return (
    (rule.categoryIds.length === 0 || rule.categoryIds.some((categoryId) => categoryIds.has(categoryId))) &&
    (rule.brandIds.length === 0 || rule.brandIds.some((wanted) => wanted === brandId)) &&
    rule.tags.every((tag) => tags.includes(tag)) &&
    rule.attributes.every((wanted) => stated.some((value) => states(value, wanted))) &&
    variants.some(({ price }) => isWithin(rule.price, price))
  );
}

function states({ code, values }: AttributeValue, wanted: AttributeValue): boolean {
  return code === wanted.code && values.some((value) => wanted.values.some((other) => isSameValue(value, other)));
}

function isWithin(range: PriceRange | undefined, { currencyCode, minorUnits }: Money): boolean {
  if (range === undefined) return true;
  return (
    [range.from, range.to].every((end) => end === undefined || end.currencyCode === currencyCode) &&
    (range.from === undefined || minorUnits >= range.from.minorUnits) &&
    (range.to === undefined || minorUnits <= range.to.minorUnits)
  );
}
