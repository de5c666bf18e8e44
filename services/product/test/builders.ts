import { createIds, type Id, idFromUuid } from "#mesh/kernel";
import type { CategoryDraft } from "../src/domain/category.ts";
import type { Product } from "../src/domain/product.ts";
import type { ProductDraft, VariantDraft } from "../src/domain/product-draft.ts";
import type { ProductEntry } from "../src/domain/upsert-products.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds({ now: () => new Date() });

/** The same id for the same number, run after run. */
export function fixedId<Prefix extends string>(prefix: Prefix, number: number): Id<Prefix> {
  return idFromUuid(prefix, `00000000-0000-7000-8000-${number.toString().padStart(12, "0")}`);
}

export function aVariantDraft(change: Partial<VariantDraft> = {}): VariantDraft {
  return {
    sku: `SKU-${ids.uuid()}`,
    optionValues: [],
    price: { currencyCode: "EUR", minorUnits: 1290n },
    weightGrams: 350,
    gtin: "",
    nonStock: false,
    typedAttributes: [],
    digital: false,
    components: [],
    ...change,
  };
}

export function aProductDraft(change: Partial<ProductDraft> = {}): ProductDraft {
  return {
    state: "PUBLISHED",
    name: "Stoneware mug",
    slug: `stoneware-mug-${ids.uuid()}`,
    description: "Holds 350 ml and keeps its glaze in the dishwasher.",
    brand: "Kilnworks",
    categoryIds: [],
    options: [],
    variants: [aVariantDraft()],
    media: [{ url: "https://media.example/mug.jpg", altText: "A grey mug" }],
    attributes: [{ name: "Material", value: "Stoneware" }],
    typedAttributes: [],
    brandId: undefined,
    tags: [],
    translations: [],
    publishTime: undefined,
    unpublishTime: undefined,
    relatedProductIds: [],
    ...change,
  };
}

/** What an import says of a product of its own. */
export function anEntry(change: Partial<ProductEntry> = {}): ProductEntry {
  return { ...aProductDraft(), ...change };
}

export function aProduct(change: Partial<Product> = {}): Product {
  return {
    ...aProductDraft(),
    productId: ids.next("prd"),
    sellerId: undefined,
    moderation: undefined,
    version: 1,
    variants: [{ ...aVariantDraft(), variantId: ids.next("var") }],
    createTime: noon,
    updateTime: noon,
    ...change,
  };
}

export function aCategoryDraft(change: Partial<CategoryDraft> = {}): CategoryDraft {
  const slug = `kitchen-${ids.uuid()}`;
  return { name: "Kitchen", slug, description: "Everything to cook with.", attributes: [], ...change };
}

/** A size and color matrix of options. */
export const sizeAndColor = [
  { name: "Size", values: ["S", "M"] },
  { name: "Color", values: ["red", "blue"] },
];

/** One value of each of those options. */
export function optionValuesOf(size: string, color: string) {
  return [
    { option: "Size", value: size },
    { option: "Color", value: color },
  ];
}
