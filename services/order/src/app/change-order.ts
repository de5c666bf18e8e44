import { checkpoint, DomainError, type RequestKey } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import type { Order, ReturnId } from "../domain/order.ts";
import type { OrderEvent } from "../domain/order-events.ts";
import { type AnsweredRequest, answerRequest, pause, pauses } from "./answer-request.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import type { Lease } from "./ports/orders.ts";

export interface OrderChange {
  readonly orderId: OrderId;
  readonly request: RequestKey;
  /** Its checkpoints. */
  readonly point: string;
  /** Refuses what the caller may not see or do. */
  check(order: Order | undefined): Order;
  /** The order as it shall be; what is to be paid and given back follows from it. May run more than once. */
  decide(order: Order): ChangeDecision;
}

export interface ChangeDecision {
  readonly next: Order;
  readonly events: readonly OrderEvent[];
  readonly returnId?: ReturnId | undefined;
}

/**
 * Changes an order once for each request: records the change, then drives on until money and stock are where they belong,
 * or as far as that goes now. A repeat gets the first answer.
 */
export const changeOrder = ({ orders, clock }: OrderPorts, driver: CheckoutDriver) => {
  const answered = answerRequest(orders, driver);

  async function changed(change: OrderChange, lease: Lease): Promise<AnsweredRequest | undefined> {
    const held = await orders.acquire(change.orderId, lease);
    if (held === undefined) return undefined;
    const [kept, returnId] = await recorded(change, held, lease);
    if (kept === undefined) return undefined;
    const driven = await driver.drive(kept, lease);
    return driven ? { order: driven, returnId } : answered(change.request);
  }

  /** Gives the lease back if the change is refused, or was made meanwhile. */
  async function recorded(change: OrderChange, held: Order, { leaseId, until }: Lease) {
    try {
      const { next, events, returnId } = change.decide(held);
      const request = { key: change.request, returnId };
      checkpoint(`${change.point}.before`);
      const kept = await orders.record({ order: next, events, leaseId, hold: { until }, request, refunds: true });
      checkpoint(`${change.point}.after`);
      return [kept, returnId] as const;
    } catch (error) {
      if (error instanceof DomainError && error.kind !== "UNAVAILABLE") await letGo(held, leaseId);
      throw error;
    }
  }

  async function letGo(order: Order, leaseId: string): Promise<void> {
    const dueTime = order.step === "DONE" ? undefined : clock.now();
    await orders.record({ order, events: [], leaseId, hold: { dueTime } });
  }

  async function tried(change: OrderChange): Promise<AnsweredRequest | undefined> {
    change.decide(change.check(await orders.find(change.orderId)));
    return changed(change, driver.lease());
  }

  return async (change: OrderChange): Promise<AnsweredRequest> => {
    const pausing = pauses();
    for (;;) {
      const known = await answered(change.request);
      if (known !== undefined) return known;
      const done = await tried(change).catch((error: unknown) => orKnown(error, change.request));
      if (done !== undefined) return done;
      await pause(driver.underWay(change.orderId), pausing.next().value);
    }
  };

  /** A refusal counts only if no racing repeat had the effect meanwhile. */
  async function orKnown(error: unknown, request: RequestKey): Promise<AnsweredRequest> {
    const known = error instanceof DomainError ? await answered(request) : undefined;
    if (known === undefined) throw error;
    return known;
  }
};
