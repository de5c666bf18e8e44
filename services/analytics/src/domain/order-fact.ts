import type { Id } from "#mesh/kernel";

export type OrderId = Id<"ord">;
export type RefundId = Id<"rfd">;

/** What an event tells of an order whose money was taken: all of it as it was then. Amounts are in minor units. */
export interface OrderFact {
  readonly orderId: OrderId;
  /** Of the event: the greater, the newer. */
  readonly version: bigint;
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly businessTime: Date;
  readonly lines: number;
  readonly units: bigint;
  /** What was paid. */
  readonly gross: bigint;
  /** All its refunds so far. */
  readonly refunds: readonly RefundFact[];
  /** When the event happened. */
  readonly eventTime: Date;
}

export interface RefundFact {
  readonly refundId: RefundId;
  readonly businessTime: Date;
  readonly amount: bigint;
  /** FAILED: the provider refused, and it counts for nothing. */
  readonly state: RefundState;
}

export type RefundState = "PENDING" | "SUCCEEDED" | "FAILED";
