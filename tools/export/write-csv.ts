import { csvRow } from "../table-file/mod.ts";
import type { ShopProduct, ShopVariant } from "./shop-product.ts";

const fixed = ["product", "sku", "name", "price", "currency", "category", "brand", "description"];
const further = ["weight_grams", "gtin", "image_url", "non_stock", "state"];

/** The names of options and attributes that products have, each a column of its own. */
export interface NamedColumns {
  readonly options: Set<string>;
  readonly attributes: Set<string>;
}

export function addNames({ options, attributes }: NamedColumns, product: ShopProduct): void {
  for (const name of Object.keys(product.attributes ?? {})) attributes.add(name);
  for (const variant of product.variants) for (const name of Object.keys(variant.options ?? {})) options.add(name);
}

export function csvHeader({ options, attributes }: NamedColumns): string {
  const named = [
    ...[...options].map((name) => `option:${name}`),
    ...[...attributes].map((name) => `attribute:${name}`),
  ];
  return csvRow([...fixed, ...named, ...further]);
}

/** A row for each variant; what is said of the product is said in the first. */
export function csvRows(product: ShopProduct, named: NamedColumns): string {
  const group = product.variants[0]?.sku ?? "";
  return product.variants
    .map((variant, index) => rowOf(product, variant, { group, named, isFirst: index === 0 }))
    .join("");
}

interface Place {
  readonly group: string;
  readonly named: NamedColumns;
  readonly isFirst: boolean;
}

function rowOf(product: ShopProduct, variant: ShopVariant, { group, named, isFirst }: Place): string {
  const once = (text: string | undefined) => (isFirst ? (text ?? "") : "");
  return csvRow([
    group,
    variant.sku,
    product.name,
    variant.price,
    variant.currency,
    once(product.categories?.join(" | ")),
    once(product.brand),
    once(product.description),
    ...[...named.options].map((name) => variant.options?.[name] ?? ""),
    ...[...named.attributes].map((name) => once(product.attributes?.[name])),
    variant.weight_grams ?? "",
    variant.gtin ?? "",
    once(product.image_urls?.join(" | ")),
    variant.non_stock ? "true" : "",
    once(product.state),
  ]);
}
