import type { DomainEvent } from "#mesh/kernel";
import type { Credit, CreditId } from "./credit.ts";

export interface CreditBooked extends DomainEvent {
  readonly type: "CreditBooked";
  readonly key: CreditId;
  readonly credit: Credit;
}

export type CreditEvent = CreditBooked;

/** The one event of a credit. */
export function creditBooked(credit: Credit): CreditBooked {
  return { type: "CreditBooked", key: credit.creditId, version: 1, credit };
}
