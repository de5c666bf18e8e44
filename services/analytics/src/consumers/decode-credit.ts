import type { Credit } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { required } from "#mesh/kernel";
import type { CreditFact, CreditId } from "../domain/credit-fact.ts";

/** The fact the event of a credit tells. */
export function decodeCredit(credit: Credit, eventTime: Date): CreditFact {
  const { creditId, currencyCode, lines, total, businessTime } = credit;
  return {
    creditId: creditId as CreditId,
    currencyCode,
    businessTime: required("credit.business_time", businessTime),
    lines: lines.length,
    amount: required("credit.total", total).minorUnits,
    eventTime,
  };
}
