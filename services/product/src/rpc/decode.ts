import * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import type { CategoryInput, ProductInput, VariantInput } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { invalid, isCurrency, type Money } from "#mesh/kernel";
import type { CategoryDraft, CategoryId } from "../domain/category.ts";
import { hasValidCheckDigit } from "../domain/gtin.ts";
import type { ProductState, VariantId } from "../domain/product.ts";
import type { ProductDraft, VariantDraft } from "../domain/product-draft.ts";
import type { ProductChange } from "../domain/update-product.ts";

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
});

/** The fields of the input that the mask names. Refuses an empty name or state. */
export function decodeProductChange(input: ProductInput, mask: readonly string[]): ProductChange {
  const named = new Set(mask);
  if (named.has("name")) requireName("product.name", input.name);
  if (named.has("state") && decodeState(input.state) === undefined) {
    throw invalid({ field: "product.state", description: "must be set when update_mask names it" });
  }
  return onlyNamed(decodeProductDraft(input), named);
}

export const decodeCategoryDraft = ({ name, slug, description }: CategoryInput): CategoryDraft => ({
  name,
  slug,
  description,
});

/** The fields of the input that the mask names. Refuses an empty name. */
export function decodeCategoryChange(input: CategoryInput, mask: readonly string[]): Partial<CategoryDraft> {
  const named = new Set(mask);
  if (named.has("name")) requireName("category.name", input.name);
  return onlyNamed(decodeCategoryDraft(input), named);
}

function decodeVariant(input: VariantInput, index: number): VariantDraft {
  const path = `product.variants[${index}]`;
  if (input.gtin !== "" && !hasValidCheckDigit(input.gtin)) {
    throw invalid({ field: `${path}.gtin`, description: "ends in a wrong check digit" });
  }
  return {
    ...input,
    variantId: input.variantId === "" ? undefined : (input.variantId as VariantId),
    price: decodeMoney(input.price, `${path}.price`),
  };
}

function decodeMoney(price: Money | undefined, path: string): Money {
  if (price === undefined) throw invalid({ field: path, description: "is required" });
  if (!isCurrency(price.currencyCode)) {
    throw invalid({ field: `${path}.currency_code`, description: "is no active ISO 4217 currency" });
  }
  return price;
}

function requireName(field: string, name: string): void {
  if (name === "") throw invalid({ field, description: "must not be empty" });
}

function onlyNamed<T extends object>(content: T, mask: ReadonlySet<string>): Partial<T> {
  const named = new Set(
    [...mask].map((path) => path.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())),
  );
  return Object.fromEntries(Object.entries(content).filter(([field]) => named.has(field))) as Partial<T>;
}
