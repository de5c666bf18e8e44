import type * as proto from "#gen/grpc/ultramarket/order/v1/order.ts";
import type { Credit } from "../domain/credit.ts";

export function encodeCredit(credit: Credit): proto.Credit {
  return { ...credit, userId: credit.userId ?? "", lines: [...credit.lines] };
}
