import * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import { ProductCreated, ProductUpdated } from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { required } from "#mesh/kernel";
import type { Moderation } from "../domain/moderation.ts";
import type { Product, ProductId, Variant } from "../domain/product.ts";
import { decodeProductDraft } from "./decode.ts";

const moderationStates: Readonly<Record<proto.ModerationState, Moderation["state"]>> = {
  [proto.ModerationState.MODERATION_STATE_UNSPECIFIED]: "OPEN",
  [proto.ModerationState.MODERATION_STATE_OPEN]: "OPEN",
  [proto.ModerationState.MODERATION_STATE_SUBMITTED]: "SUBMITTED",
  [proto.ModerationState.MODERATION_STATE_APPROVED]: "APPROVED",
  [proto.ModerationState.MODERATION_STATE_REJECTED]: "REJECTED",
};

/** What product_created and product_updated say. */
export function decodeProductEvent(
  subject: string,
  payload: Uint8Array,
): { readonly product: Product; readonly changedFields: readonly string[] } {
  const { product, changedFields } =
    subject === "product.v1.product_created"
      ? { ...ProductCreated.decode(payload), changedFields: [] }
      : ProductUpdated.decode(payload);
  return { product: decodeProduct(required("product", product)), changedFields };
}

function decodeProduct(told: proto.Product): Product {
  const { productId, sellerId, moderation, etag, createTime, updateTime } = told;
  const { state, ...content } = decodeProductDraft(told);
  return {
    state,
    name: content.name,
    slug: content.slug,
    description: content.description,
    brand: content.brand,
    categoryIds: content.categoryIds,
    options: content.options,
    variants: content.variants as readonly Variant[],
    media: content.media,
    attributes: content.attributes,
    typedAttributes: content.typedAttributes,
    brandId: content.brandId,
    tags: content.tags,
    translations: content.translations,
    publishTime: content.publishTime,
    unpublishTime: content.unpublishTime,
    relatedProductIds: content.relatedProductIds,
    productId: productId as ProductId,
    sellerId: sellerId || undefined,
    moderation: moderation && {
      state: moderationStates[moderation.state],
      reason: moderation.reason,
      stateTime: required("state_time", moderation.stateTime),
    },
    version: Number(etag),
    createTime: required("create_time", createTime),
    updateTime: required("update_time", updateTime),
  };
}

export function decodeModerationState(state: proto.ModerationState): Moderation["state"] | undefined {
  return state === proto.ModerationState.MODERATION_STATE_UNSPECIFIED ? undefined : moderationStates[state];
}
