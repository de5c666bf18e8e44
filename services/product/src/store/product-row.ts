import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Product, ProductContent, ProductState, Variant } from "../domain/product.ts";

/** A row of `products`. */
export interface ProductRow {
  readonly product_id: string;
  readonly version: bigint;
  readonly state: string;
  readonly slug: string;
  readonly brand: string;
  readonly document: ProductDocument;
  readonly create_time: Date;
  readonly update_time: Date;
}

/** What lies in the JSON column: the content without what has columns of its own; amounts as decimal text. */
export interface ProductDocument extends Omit<ProductContent, "state" | "slug" | "brand" | "variants"> {
  readonly variants: readonly VariantDocument[];
}

interface VariantDocument extends Omit<Variant, "price" | "nonStock"> {
  /** Absent in documents of before there was such a thing. */
  readonly nonStock?: boolean;
  readonly price: { readonly currencyCode: string; readonly minorUnits: string };
}

export function productFromRow(row: ProductRow): Product {
  return {
    ...row.document,
    productId: idFromUuid("prd", row.product_id),
    version: Number(row.version),
    state: row.state as ProductState,
    slug: row.slug,
    brand: row.brand,
    variants: row.document.variants.map(variantFromDocument),
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function productValues(product: Product): readonly unknown[] {
  const { productId, version, state, slug, brand, createTime, updateTime, ...content } = product;
  const document: ProductDocument = { ...content, variants: content.variants.map(variantToDocument) };
  return [uuidFromId(productId), version, state, slug, brand, JSON.stringify(document), createTime, updateTime];
}

function variantFromDocument({ price, ...variant }: VariantDocument): Variant {
  return { ...variant, nonStock: variant.nonStock ?? false, price: { ...price, minorUnits: BigInt(price.minorUnits) } };
}

function variantToDocument({ price, ...variant }: Variant): VariantDocument {
  return { ...variant, price: { ...price, minorUnits: price.minorUnits.toString() } };
}
