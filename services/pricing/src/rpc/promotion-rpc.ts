import { PromotionServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { PromotionId } from "../domain/promotion.ts";
import { decodePromotion, decodePromotionChange } from "./decode.ts";
import { encodePromotion } from "./encode.ts";

export const promotionRpc = (app: PricingUseCases): ServiceBinding =>
  implement(PromotionServiceService, {
    async createPromotion({ promotion }, { request }) {
      const content = decodePromotion(required("promotion", promotion));
      return { promotion: encodePromotion(await app.createPromotion(content, request)) };
    },

    async updatePromotion({ promotionId, promotion, updateMask, etag }, { request }) {
      const change = decodePromotionChange(required("promotion", promotion), updateMask ?? []);
      const wanted = { promotionId: promotionId as PromotionId, change, etag, request };
      return { promotion: encodePromotion(await app.updatePromotion(wanted)) };
    },

    async getPromotion({ promotionId }) {
      return { promotion: encodePromotion(await app.getPromotion(promotionId as PromotionId)) };
    },

    async listPromotions({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listPromotions({ pageSize, pageToken });
      return { promotions: items.map(encodePromotion), nextPageToken };
    },
  });
