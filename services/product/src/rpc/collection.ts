import type * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import type { CollectionInput } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { type Money, maskedChange, requiredMoney } from "#mesh/kernel";
import type { BrandId } from "../domain/brand.ts";
import type { CategoryId } from "../domain/category.ts";
import type { Collection, CollectionDraft, CollectionRule } from "../domain/collection.ts";
import type { ProductId } from "../domain/product.ts";
import { decodeValue, encodeValue } from "./attribute.ts";
import { requireName } from "./decode.ts";

export function encodeCollection({ version, rule, productIds, ...collection }: Collection): proto.Collection {
  return { ...collection, productIds: [...productIds], rule: rule && encodeRule(rule), etag: String(version) };
}

export const decodeCollectionDraft = (input: CollectionInput): CollectionDraft => ({
  ...input,
  productIds: input.productIds as ProductId[],
  rule: input.rule && decodeRule(input.rule),
});

/** The fields of the input that the mask names. Refuses an empty name. */
export function decodeCollectionChange(input: CollectionInput, mask: readonly string[]): Partial<CollectionDraft> {
  if (mask.includes("name")) requireName("collection.name", input.name);
  return maskedChange(decodeCollectionDraft(input), mask);
}

function encodeRule({ categoryIds, brandIds, tags, attributes, price }: CollectionRule): proto.CollectionRule {
  return {
    categoryIds: [...categoryIds],
    brandIds: [...brandIds],
    tags: [...tags],
    attributes: attributes.map(encodeValue),
    price,
  };
}

function decodeRule({ price, ...rule }: proto.CollectionRule): CollectionRule {
  const end = (name: "from" | "to"): Money | undefined =>
    price?.[name] && requiredMoney(`collection.rule.price.${name}`, price[name]);
  return {
    categoryIds: rule.categoryIds as CategoryId[],
    brandIds: rule.brandIds as BrandId[],
    tags: rule.tags,
    attributes: rule.attributes.map(decodeValue("collection.rule.attributes")),
    price: price && { from: end("from"), to: end("to") },
  };
}
