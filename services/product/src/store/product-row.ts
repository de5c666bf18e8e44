import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Moderation } from "../domain/moderation.ts";
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

type Later = "typedAttributes" | "brandId" | "tags" | "translations" | "relatedProductIds";

/**
 * What lies in the JSON column: the content without what has columns of its own; amounts as decimal text, times as ISO
 * 8601. Documents lack what products had not yet when they were written, and what is empty.
 */
export interface ProductDocument
  extends Omit<ProductContent, "state" | "slug" | "brand" | "variants" | "publishTime" | "unpublishTime" | Later>,
    Partial<Pick<ProductContent, Later>> {
  readonly variants: readonly VariantDocument[];
  readonly publishTime?: string;
  readonly unpublishTime?: string;
  readonly sellerId?: string;
  readonly moderation?: Omit<Moderation, "stateTime"> & { readonly stateTime: string };
}

type LaterOfVariant = "nonStock" | "typedAttributes" | "digital" | "components";

interface VariantDocument extends Omit<Variant, "price" | LaterOfVariant>, Partial<Pick<Variant, LaterOfVariant>> {
  readonly price: { readonly currencyCode: string; readonly minorUnits: string };
}

export function productFromRow(row: ProductRow): Product {
  const { moderation, publishTime, unpublishTime, variants, ...document } = row.document;
  return {
    typedAttributes: [],
    brandId: undefined,
    tags: [],
    translations: [],
    relatedProductIds: [],
    sellerId: undefined,
    ...document,
    productId: idFromUuid("prd", row.product_id),
    version: Number(row.version),
    state: row.state as ProductState,
    slug: row.slug,
    brand: row.brand,
    variants: variants.map(variantFromDocument),
    publishTime: timeFrom(publishTime),
    unpublishTime: timeFrom(unpublishTime),
    moderation: moderation && { ...moderation, stateTime: new Date(moderation.stateTime) },
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function productValues(product: Product): readonly unknown[] {
  const { productId, version, state, slug, brand, createTime, updateTime, ...content } = product;
  const document = JSON.stringify({
    ...content,
    variants: content.variants.map(variantToDocument),
    typedAttributes: filled(content.typedAttributes),
    tags: filled(content.tags),
    translations: filled(content.translations),
    relatedProductIds: filled(content.relatedProductIds),
  });
  return [uuidFromId(productId), version, state, slug, brand, document, createTime, updateTime];
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function timeFrom(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function variantFromDocument({ price, ...variant }: VariantDocument): Variant {
  return {
    nonStock: false,
    typedAttributes: [],
    digital: false,
    components: [],
    ...variant,
    price: { ...price, minorUnits: BigInt(price.minorUnits) },
  };
}

/** As JSON writes it: what is undefined is left out. */
function variantToDocument({ price, digital, components, typedAttributes, ...variant }: Variant) {
  return {
    ...variant,
    typedAttributes: filled(typedAttributes),
    digital: digital || undefined,
    components: filled(components),
    price: { currencyCode: price.currencyCode, minorUnits: price.minorUnits.toString() },
  };
}
