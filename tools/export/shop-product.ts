import { type Product, ProductState, type Variant } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { format } from "#mesh/kernel";

/** A product as docs/import.md describes a line of NDJSON, without what it does not say. */
export interface ShopProduct {
  readonly name: string;
  readonly description?: string;
  readonly brand?: string;
  readonly state: string;
  readonly categories?: readonly string[];
  readonly image_urls?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly variants: readonly ShopVariant[];
}

export interface ShopVariant {
  readonly sku: string;
  readonly price: string;
  readonly currency: string;
  readonly weight_grams?: number;
  readonly gtin?: string;
  readonly non_stock?: true;
  readonly options?: Readonly<Record<string, string>>;
}

const states: Readonly<Partial<Record<ProductState, string>>> = {
  [ProductState.DRAFT]: "draft",
  [ProductState.PUBLISHED]: "published",
  [ProductState.ARCHIVED]: "archived",
};

/** `pathOf` gives the names of a category and those above it, such as "Kitchen > Mugs". */
export function shopProductOf(product: Product, pathOf: (categoryId: string) => string): ShopProduct {
  const { name, description, brand, state, categoryIds, media, attributes, variants } = product;
  return {
    name,
    ...(description && { description }),
    ...(brand && { brand }),
    state: states[state] ?? "draft",
    ...(categoryIds.length > 0 && { categories: categoryIds.map(pathOf) }),
    ...(media.length > 0 && { image_urls: media.map(({ url }) => url) }),
    ...(attributes.length > 0 && {
      attributes: Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value])),
    }),
    variants: variants.map(shopVariantOf),
  };
}

function shopVariantOf({ sku, price, weightGrams, gtin, nonStock, optionValues }: Variant): ShopVariant {
  const [amount = "", currency = ""] = format(price ?? { currencyCode: "", minorUnits: 0n }).split(" ");
  return {
    sku,
    price: amount,
    currency,
    ...(weightGrams > 0 && { weight_grams: weightGrams }),
    ...(gtin && { gtin }),
    ...(nonStock && { non_stock: true }),
    ...(optionValues.length > 0 && {
      options: Object.fromEntries(optionValues.map(({ option, value }) => [option, value])),
    }),
  };
}
