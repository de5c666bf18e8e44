import { CouponServiceService } from "#gen/grpc/ultramarket/pricing/v1/coupon_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { CouponBatchId } from "../domain/coupon.ts";
import type { PromotionId } from "../domain/promotion.ts";

export const couponRpc = (app: PricingUseCases): ServiceBinding =>
  implement(CouponServiceService, {
    async generateCoupons({ promotionId, count, prefix, maxRedemptions = 1 }, { request }) {
      const wanted = { promotionId: promotionId as PromotionId, count, prefix, maxRedemptions, request };
      return { batchId: await app.generateCoupons(wanted), count };
    },

    async listCoupons({ pageSize, pageToken, ...wanted }) {
      const { items, nextPageToken } = await app.listCoupons({ pageSize, pageToken, ...which(wanted) });
      return { coupons: [...items], nextPageToken };
    },

    async disableCoupons({ couponCode, ...wanted }, { request }) {
      const code = couponCode === "" ? undefined : couponCode;
      return { count: await app.disableCoupons({ ...which(wanted), couponCode: code }, request) };
    },
  });

function which({ promotionId, batchId }: { readonly promotionId: string; readonly batchId: string }) {
  return { promotionId: promotionId as PromotionId, batchId: (batchId || undefined) as CouponBatchId | undefined };
}
