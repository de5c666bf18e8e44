import * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import type { CategoryInput, ProductInput, VariantInput } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { invalid, maskedChange, requiredMoney } from "#mesh/kernel";
import type { BrandId } from "../domain/brand.ts";
import type { CategoryDraft, CategoryId } from "../domain/category.ts";
import { hasValidCheckDigit } from "../domain/gtin.ts";
import type { Component, ProductId, ProductState, VariantId } from "../domain/product.ts";
import type { ProductDraft, VariantDraft } from "../domain/product-draft.ts";
import type { ProductChange } from "../domain/update-product.ts";
import type { ProductEntry } from "../domain/upsert-products.ts";
import { decodeDefinition, decodeValue } from "./attribute.ts";
import { decodeTranslations } from "./translation.ts";

const states: Readonly<Record<proto.ProductState, ProductState | undefined>> = {
  [proto.ProductState.PRODUCT_STATE_UNSPECIFIED]: undefined,
  [proto.ProductState.PRODUCT_STATE_DRAFT]: "DRAFT",
  [proto.ProductState.PRODUCT_STATE_PUBLISHED]: "PUBLISHED",
  [proto.ProductState.PRODUCT_STATE_ARCHIVED]: "ARCHIVED",
};

export function decodeState(state: proto.ProductState): ProductState | undefined {
  return states[state];
}

/** Ids have passed the contract's pattern; the types follow. */
export const decodeProductDraft = (input: ProductInput): ProductDraft => ({
  ...input,
  state: decodeState(input.state) ?? "DRAFT",
  categoryIds: input.categoryIds as CategoryId[],
  variants: input.variants.map(decodeVariant),
  typedAttributes: input.typedAttributes.map(decodeValue("product.typed_attributes")),
  brandId: (input.brandId || undefined) as BrandId | undefined,
  translations: decodeTranslations(input.translations),
  relatedProductIds: input.relatedProductIds as ProductId[],
});

/** Refuses an empty name, and what keeps a product from being recognized by its SKUs. */
export function decodeProductEntry(input: ProductInput): ProductEntry {
  requireName("product.name", input.name);
  if (input.variants.length === 0) {
    throw invalid({
      field: "product.variants",
      description: "must not be empty: products are recognized by their SKUs",
    });
  }
  const named = input.variants.findIndex(({ variantId }) => variantId !== "");
  if (named >= 0) {
    const field = `product.variants[${named}].variant_id`;
    throw invalid({ field, description: "must be empty: variants are recognized by their SKUs" });
  }
  return { ...decodeProductDraft(input), state: decodeState(input.state) };
}

/** The fields of the input that the mask names. Refuses an empty name or state. */
export function decodeProductChange(input: ProductInput, mask: readonly string[]): ProductChange {
  if (mask.includes("name")) requireName("product.name", input.name);
  if (mask.includes("state") && decodeState(input.state) === undefined) {
    throw invalid({ field: "product.state", description: "must be set when update_mask names it" });
  }
  return maskedChange(decodeProductDraft(input), mask);
}

export const decodeCategoryDraft = ({ name, slug, description, attributes }: CategoryInput): CategoryDraft => ({
  name,
  slug,
  description,
  attributes: attributes.map(decodeDefinition),
});

/** The fields of the input that the mask names. Refuses an empty name. */
export function decodeCategoryChange(input: CategoryInput, mask: readonly string[]): Partial<CategoryDraft> {
  if (mask.includes("name")) requireName("category.name", input.name);
  return maskedChange(decodeCategoryDraft(input), mask);
}

function decodeVariant(input: VariantInput, index: number): VariantDraft {
  const path = `product.variants[${index}]`;
  if (input.gtin !== "" && !hasValidCheckDigit(input.gtin)) {
    throw invalid({ field: `${path}.gtin`, description: "ends in a wrong check digit" });
  }
  return {
    ...input,
    variantId: input.variantId === "" ? undefined : (input.variantId as VariantId),
    price: requiredMoney(`${path}.price`, input.price),
    typedAttributes: input.typedAttributes.map(decodeValue(`${path}.typed_attributes`)),
    components: input.components as Component[],
  };
}

export function requireName(field: string, name: string): void {
  if (name === "") throw invalid({ field, description: "must not be empty" });
}
