import * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import type { Brand } from "../domain/brand.ts";
import { type Category, parentOf } from "../domain/category.ts";
import type { LocalizedProduct } from "../domain/localize.ts";
import type { Moderation } from "../domain/moderation.ts";
import type { Product, ProductState, Variant } from "../domain/product.ts";
import { encodeDefinition, encodeValue } from "./attribute.ts";

const states: Readonly<Record<ProductState, proto.ProductState>> = {
  DRAFT: proto.ProductState.PRODUCT_STATE_DRAFT,
  PUBLISHED: proto.ProductState.PRODUCT_STATE_PUBLISHED,
  ARCHIVED: proto.ProductState.PRODUCT_STATE_ARCHIVED,
};

const moderationStates: Readonly<Record<Moderation["state"], proto.ModerationState>> = {
  OPEN: proto.ModerationState.MODERATION_STATE_OPEN,
  SUBMITTED: proto.ModerationState.MODERATION_STATE_SUBMITTED,
  APPROVED: proto.ModerationState.MODERATION_STATE_APPROVED,
  REJECTED: proto.ModerationState.MODERATION_STATE_REJECTED,
};

/** In events the language is empty: they have all texts. */
export function encodeProduct({ version, ...product }: Product | LocalizedProduct): proto.Product {
  return {
    languageCode: "",
    ...product,
    state: states[product.state],
    categoryIds: [...product.categoryIds],
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: product.variants.map(encodeVariant),
    media: [...product.media],
    attributes: [...product.attributes],
    typedAttributes: product.typedAttributes.map(encodeValue),
    brandId: product.brandId ?? "",
    tags: [...product.tags],
    translations: product.translations.map(({ attributes, ...texts }) => ({ ...texts, attributes: [...attributes] })),
    relatedProductIds: [...product.relatedProductIds],
    sellerId: product.sellerId ?? "",
    moderation: product.moderation && {
      ...product.moderation,
      state: moderationStates[product.moderation.state],
    },
    etag: String(version),
  };
}

export function encodeVariant(variant: Variant): proto.Variant {
  return {
    ...variant,
    optionValues: [...variant.optionValues],
    typedAttributes: variant.typedAttributes.map(encodeValue),
    components: [...variant.components],
  };
}

export function encodeCategory(category: Category): proto.Category {
  const { version, path: _, attributes, ...content } = category;
  const parentCategoryId = parentOf(category) ?? "";
  return { ...content, attributes: attributes.map(encodeDefinition), parentCategoryId, etag: String(version) };
}

export function encodeBrand({ version, ...brand }: Brand): proto.Brand {
  return { ...brand, etag: String(version) };
}
