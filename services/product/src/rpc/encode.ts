import * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import { type Category, parentOf } from "../domain/category.ts";
import type { Product, ProductState, Variant } from "../domain/product.ts";

const states: Readonly<Record<ProductState, proto.ProductState>> = {
  DRAFT: proto.ProductState.PRODUCT_STATE_DRAFT,
  PUBLISHED: proto.ProductState.PRODUCT_STATE_PUBLISHED,
  ARCHIVED: proto.ProductState.PRODUCT_STATE_ARCHIVED,
};

export function encodeProduct({ version, ...product }: Product): proto.Product {
  return {
    ...product,
    state: states[product.state],
    categoryIds: [...product.categoryIds],
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: product.variants.map(encodeVariant),
    media: [...product.media],
    attributes: [...product.attributes],
    etag: String(version),
  };
}

export function encodeVariant(variant: Variant): proto.Variant {
  return { ...variant, optionValues: [...variant.optionValues] };
}

export function encodeCategory(category: Category): proto.Category {
  const { version, path: _, ...content } = category;
  return { ...content, parentCategoryId: parentOf(category) ?? "", etag: String(version) };
}
