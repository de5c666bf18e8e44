import type { Page, RequestKey } from "#mesh/kernel";
import type { OrderId, UserId } from "../../domain/cart.ts";
import type { ProgressSnapshot } from "../../domain/checkout-answer.ts";
import type { Order, ReturnId } from "../../domain/order.ts";
import type { OrderEvent } from "../../domain/order-events.ts";
import type { OrderState } from "../../domain/order-states.ts";

/** Keeps orders. Whoever drives one holds its lease, and nobody else changes it. */
export interface OrderStore {
  find(orderId: OrderId): Promise<Order | undefined>;
  /** The user's orders but for those in FAILED, newest first, after the order of the key. */
  pageOfUser(userId: UserId, after: OrderId | undefined, size: number): Promise<Page<Order, OrderId>>;
  /** Newest first by business time, after the order of the key. */
  page(filter: OrderFilter, after: OrderKey | undefined, size: number): Promise<Page<Order, OrderKey>>;
  /**
   * Begins a checkout: keeps the order under a lease, its request, and what it is made from. False, and nothing is kept,
   * if there is such a request, or if the cart has changed since, is under another checkout, or became an order; so with
   * a draft.
   */
  begin(begin: BeginOrder): Promise<boolean>;
  /** The order under the lease; undefined if another holds it, it is not in the state given, or there is no such order. */
  acquire(orderId: OrderId, lease: Lease, state?: OrderState): Promise<Order | undefined>;
  /** Orders nobody holds that are due, under the lease. */
  acquireDue(lease: Lease, most: number): Promise<readonly Order[]>;
  /** Holds the order longer; nothing happens if another took over. */
  extend(orderId: OrderId, lease: Lease): Promise<void>;
  /** Keeps what became of an order; undefined, and nothing is kept, if another took over. */
  record(record: OrderRecord): Promise<Order | undefined>;
  findRequest(request: RequestKey): Promise<KnownRequest | undefined>;
}

/** What is absent is not asked about. */
export interface OrderFilter {
  readonly userId?: UserId | undefined;
  /** Absent for all states but FAILED. */
  readonly state?: OrderState | undefined;
  readonly startTime?: Date | undefined;
  /** The first moment that does not count. */
  readonly endTime?: Date | undefined;
  readonly externalReference?: string | undefined;
}

export type OrderKey = Pick<Order, "businessTime" | "orderId">;

export interface Lease {
  readonly leaseId: string;
  /** When it was taken, by the clock. */
  readonly now: Date;
  readonly until: Date;
}

export interface BeginOrder {
  readonly order: Order;
  readonly lease: Lease;
  readonly request: RequestKey;
  /** Of the cart the order was made from; absent for drafts, which do not change. */
  readonly cartVersion?: number | undefined;
}

export interface OrderRecord {
  /** The order as it shall be. */
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  readonly leaseId: string;
  /** How the lease goes on: held until then, or given back. */
  readonly hold: { readonly until: Date } | { readonly dueTime: Date | undefined };
  /** What becomes of the cart or the draft. */
  readonly source?: "TAKEN" | "FREE" | undefined;
  /** Whoever asked and was not answered yet is told this. FORGET frees their keys: as if they had not asked. */
  readonly answer?: ProgressSnapshot | "FORGET" | undefined;
  /** True if refunds or returns have changed. */
  readonly refunds?: boolean | undefined;
  /** Kept along. Fails with REQUEST_ID_REUSED, and nothing is kept, if there is such a request. */
  readonly request?: OrderRequest | undefined;
}

/** A request and what it made. */
export interface OrderRequest {
  readonly key: RequestKey;
  readonly returnId?: ReturnId | undefined;
}

export interface KnownRequest {
  readonly hash: string;
  readonly orderId: OrderId;
  readonly returnId?: ReturnId | undefined;
  /** Undefined until it is answered. */
  readonly answer?: ProgressSnapshot | undefined;
}
