import type { Ids, Money } from "#mesh/kernel";
import type { OrderPayment, OrderRefund } from "./order.ts";

/** A refund to be asked for: of what was paid, why, and when it counts if not when it is entered. */
export function requestedRefund(
  { paymentId }: OrderPayment,
  about: { readonly amount: Money; readonly reason: string; readonly createTime: Date; readonly businessTime?: Date },
  ids: Ids,
): OrderRefund {
  return { businessTime: about.createTime, ...about, refundId: ids.next("rfd"), paymentId, state: "REQUESTED" };
}
