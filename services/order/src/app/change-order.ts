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
    const { leaseId, until } = lease;
    const { next, events, returnId } = await decided(change, held, leaseId);
    const request = { key: change.request, returnId };
    checkpoint(`${change.point}.before`);
    const kept = await orders.record({ order: next, events, leaseId, hold: { until }, request, refunds: true });
    checkpoint(`${change.point}.after`);
    if (kept === undefined) return undefined;
    const driven = await driver.drive(kept, lease);
    return driven ? { order: driven, returnId } : answered(change.request);
  }

  /** Gives the lease back if the change is refused. */
  async function decided(change: OrderChange, held: Order, leaseId: string): Promise<ChangeDecision> {
    try {
      return change.decide(held);
    } catch (error) {
      const dueTime = held.step === "DONE" ? undefined : clock.now();
      await orders.record({ order: held, events: [], leaseId, hold: { dueTime } });
      throw error;
    }
  }

  async function tried(change: OrderChange): Promise<AnsweredRequest | undefined> {
    change.decide(change.check(await orders.find(change.orderId)));
    return changed(change, driver.lease());
  }

  return async (change: OrderChange): Promise<AnsweredRequest> => {
    for (const pauseMs of pauses()) {
      const known = await answered(change.request);
      if (known !== undefined) return known;
      const done = await tried(change).catch((error: unknown) => orKnown(error, change.request));
      if (done !== undefined) return done;
      await pause(driver.underWay(change.orderId), pauseMs);
    }
    throw new RangeError("waits without end");
  };

  /** A refusal counts only if no racing repeat had the effect meanwhile. */
  async function orKnown(error: unknown, request: RequestKey): Promise<AnsweredRequest> {
    const known = error instanceof DomainError ? await answered(request) : undefined;
    if (known === undefined) throw error;
    return known;
  }
};
