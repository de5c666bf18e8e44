import type { Id } from "#mesh/kernel";

export type CreditId = Id<"crd">;

/** What was credited without an order in the market. It never changes. */
export interface CreditFact {
  readonly creditId: CreditId;
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly businessTime: Date;
  readonly lines: number;
  /** In minor units. */
  readonly amount: bigint;
  /** When the event happened. */
  readonly eventTime: Date;
}
