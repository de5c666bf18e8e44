import type { ProductField, RawProduct, VariantField } from "./raw-product.ts";

/** Where in the file a field of ProductInput stands. */
export interface Place {
  readonly line: number;
  readonly field: string;
  readonly value: string;
}

/** Fields of ProductInput by the ones of the format they are made of. */
const productFields: Readonly<Record<string, ProductField>> = {
  name: "name",
  slug: "name",
  description: "description",
  brand: "brand",
  state: "state",
  category_ids: "category",
  media: "image_url",
  attributes: "attribute",
};

const variantFields: Readonly<Record<string, VariantField>> = {
  sku: "sku",
  price: "price",
  weight_grams: "weight_grams",
  gtin: "gtin",
  non_stock: "non_stock",
  option_values: "option",
};

/** The place of a field path such as "variants[0].price.currency_code"; that of the product's name if it is unknown. */
export function placeOf(product: RawProduct, path: string): Place {
  const [, index, name = ""] = /^variants\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  if (index !== undefined) {
    const field = path.endsWith("currency_code") ? "currency" : (variantFields[name] ?? "sku");
    return variantPlace(product, field, Number(index));
  }
  if (path.startsWith("options")) return variantPlace(product, "option", 0);
  return productPlace(product, productFields[/^\w*/.exec(path)?.[0] ?? ""] ?? "name");
}

export function productPlace({ line, fields, ...product }: RawProduct, field: ProductField): Place {
  const values = {
    name: product.name,
    description: product.description,
    brand: product.brand,
    state: product.state,
    category: product.categories.join(" | "),
    image_url: product.imageUrls.join(" | "),
    variants: "",
    attribute: product.attributes.map(({ value }) => value).join(" | "),
  };
  return { line, field: fields.product(field), value: values[field] };
}

export function variantPlace({ line, fields, variants }: RawProduct, field: VariantField, index: number): Place {
  const variant = variants[index];
  const values = {
    sku: variant?.sku,
    price: variant?.price,
    currency: variant?.currency,
    stock: variant?.stock,
    weight_grams: variant?.weightGrams,
    gtin: variant?.gtin,
    non_stock: variant?.nonStock,
    option: variant?.options.map(({ value }) => value).join(" | "),
  };
  return { line: variant?.line ?? line, field: fields.variant(field, index), value: values[field] ?? "" };
}
