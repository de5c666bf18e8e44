import type { NextAction, RefundState } from "./payment.ts";

/** A payment as its provider shows it. */
export interface ProviderView {
  readonly reference: string;
  readonly state: "PENDING" | "REQUIRES_ACTION" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED";
  /** Minor units of ISO 4217. */
  readonly captured: bigint;
  /** Empty unless DECLINED. */
  readonly declineCode: string;
  readonly nextAction?: NextAction | undefined;
}

/** A refund as its provider shows it. */
export interface RefundView {
  readonly reference: string;
  /** The refund's id here; empty if it was made elsewhere. */
  readonly refundId: string;
  readonly state: RefundState;
}
