import { type RedemptionInput, RedemptionServiceService } from "#gen/grpc/ultramarket/pricing/v1/redemption_service.ts";
import { invalid, requiredMoney } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/customer-group.ts";
import type { PromotionId } from "../domain/promotion.ts";
import type { OrderId, Redemption } from "../domain/redemption.ts";

export const redemptionRpc = (app: PricingUseCases): ServiceBinding =>
  implement(RedemptionServiceService, {
    async redeemPromotions({ orderId, userId, redemptions }) {
      requireEachOnce(redemptions);
      await app.redeemPromotions({
        orderId: orderId as OrderId,
        userId: (userId || undefined) as UserId | undefined,
        redemptions: redemptions.map(decodeRedemption),
      });
      return {};
    },

    async releaseRedemptions({ orderId }) {
      await app.releaseRedemptions(orderId as OrderId);
      return {};
    },
  });

function decodeRedemption({ promotionId, couponCode, amount }: RedemptionInput, index: number): Redemption {
  const taken = requiredMoney(`redemptions[${index}].amount`, amount);
  return { promotionId: promotionId as PromotionId, couponCode, amount: taken };
}

function requireEachOnce(redemptions: readonly RedemptionInput[]): void {
  const seen = new Set<string>();
  for (const [index, { promotionId }] of redemptions.entries()) {
    if (seen.has(promotionId)) {
      throw invalid({ field: `redemptions[${index}].promotion_id`, description: "names a promotion a second time" });
    }
    seen.add(promotionId);
  }
}
