import type { Id, Money } from "#mesh/kernel";
import type { Address } from "./address.ts";
import type { LineId, OrderId, SoldVariant, UserId } from "./cart.ts";
import { refuse } from "./errors.ts";
import type { Quote } from "./quote.ts";

export type DraftOrderId = Id<"drf">;
export type DraftOrderState = "OPEN" | "PLACED" | "DISCARDED";

/** An order the staff prepares. Its prices are those of the time it was entered: `quote` is what it will cost. */
export interface DraftOrder {
  readonly draftOrderId: DraftOrderId;
  readonly state: DraftOrderState;
  /** Absent if it is for nobody with an account. */
  readonly userId?: UserId | undefined;
  /** ISO 4217. */
  readonly currencyCode: string;
  /** Empty for none. */
  readonly email: string;
  /** Absent if it is handed over. */
  readonly shippingAddress?: Address | undefined;
  /** Absent if it is the shipping address. */
  readonly billingAddress?: Address | undefined;
  /** In the order they were given; a variant once for each of its prices. */
  readonly lines: readonly DraftOrderLine[];
  /** Absent for none. */
  readonly shippingPrice?: Money | undefined;
  /** Prices all lines. */
  readonly quote: Quote;
  /** When the purchase happened; absent for the time it is placed. */
  readonly businessTime?: Date | undefined;
  readonly reason: string;
  /** What another system calls it; empty if none does. */
  readonly externalReference: string;
  /** Who entered it. */
  readonly createdBy: UserId;
  /** The order of the placing under way; it may come to nothing, and then the draft is open as before. */
  readonly placingOrderId?: OrderId | undefined;
  /** The order it became; set in PLACED only. */
  readonly orderId?: OrderId | undefined;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface DraftOrderLine extends SoldVariant {
  readonly lineId: LineId;
  /** 1 to 1,000,000. */
  readonly quantity: bigint;
  /** Set by the staff; absent for the market's price. */
  readonly manualUnitPrice?: Money | undefined;
}

/** The draft as it was when it was entered. */
export function asEntered(draft: DraftOrder): DraftOrder {
  return { ...draft, state: "OPEN", placingOrderId: undefined, orderId: undefined, updateTime: draft.createTime };
}

/** The draft given up. Fails with DRAFT_NOT_OPEN. */
export function discardDraftOrder(draft: DraftOrder, now: Date): DraftOrder {
  refuseNotOpen(draft);
  return { ...draft, state: "DISCARDED", updateTime: now };
}

/** Fails with DRAFT_NOT_OPEN if the draft was placed or discarded, or is being placed. */
function refuseNotOpen({ state, orderId, placingOrderId }: DraftOrder): void {
  if (state === "OPEN" && placingOrderId === undefined) return;
  const becomes = orderId ?? placingOrderId;
  throw refuse("DRAFT_NOT_OPEN", { metadata: { state, ...(becomes && { order_id: becomes }) } });
}
