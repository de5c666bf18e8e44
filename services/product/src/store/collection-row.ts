import { type Id, idFromUuid, type Money, uuidFromId } from "#mesh/kernel";
import type { Collection, CollectionRule } from "../domain/collection.ts";

/** A row of `collections`. */
export interface CollectionRow {
  readonly collection_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly product_ids: readonly string[];
  readonly rule: RuleDocument | null;
  readonly fill_after: string | null;
  readonly create_time: Date;
  readonly update_time: Date;
}

interface MoneyDocument {
  readonly currencyCode: string;
  readonly minorUnits: string;
}

/** A rule as JSON, amounts as decimal text. */
export interface RuleDocument extends Omit<CollectionRule, "price"> {
  readonly price?: { readonly from?: MoneyDocument; readonly to?: MoneyDocument };
}

export const columns =
  "collection_id, version, name, slug, description, product_ids, rule, fill_after, create_time, update_time";

export const beforeAll = "00000000-0000-0000-0000-000000000000";

export function collectionFromRow(row: CollectionRow): Collection {
  return {
    collectionId: idFromUuid("col", row.collection_id),
    version: Number(row.version),
    name: row.name,
    slug: row.slug,
    description: row.description,
    productIds: row.product_ids.map((uuid): Id<"prd"> => idFromUuid("prd", uuid)),
    rule: row.rule === null ? undefined : ruleFromDocument(row.rule),
    filling: row.fill_after !== null,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns; a collection that is filling starts anew. */
export function collectionValues(collection: Collection): readonly unknown[] {
  const { collectionId, version, name, slug, description, productIds, rule, filling } = collection;
  return [
    uuidFromId(collectionId),
    version,
    name,
    slug,
    description,
    productIds.map(uuidFromId),
    rule === undefined ? null : ruleText(rule),
    filling ? beforeAll : null,
    collection.createTime,
    collection.updateTime,
  ];
}

export function ruleFromDocument({ price, ...rule }: RuleDocument): CollectionRule {
  const end = (money: MoneyDocument | undefined): Money | undefined =>
    money && { ...money, minorUnits: BigInt(money.minorUnits) };
  return { ...rule, price: price && { from: end(price.from), to: end(price.to) } };
}

function ruleText(rule: CollectionRule): string {
  return JSON.stringify(rule, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
