import type { BookCreditRequest, ListCreditsRequest } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { required } from "#mesh/kernel";
import type { ListCredits } from "../app/list-credits.ts";
import type { UserId, VariantId } from "../domain/cart.ts";
import type { CreditEntry } from "../domain/credit.ts";

/** Ids have passed the contract's pattern; the types follow. */
export function decodeCredit({ requestId: _, ...request }: BookCreditRequest): CreditEntry {
  return {
    ...request,
    userId: decodeUserId(request.userId),
    lines: request.lines.map(({ variantId, quantity, unitPrice }, index) => ({
      variantId: variantId as VariantId,
      quantity,
      unitPrice: required(`lines[${index}].unit_price`, unitPrice),
    })),
  };
}

export function decodeListCredits({ userId, startTime, endTime, ...query }: ListCreditsRequest): ListCredits {
  return { ...query, filter: { userId: decodeUserId(userId), startTime, endTime } };
}

function decodeUserId(userId: string): UserId | undefined {
  return userId === "" ? undefined : (userId as UserId);
}
