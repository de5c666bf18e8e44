import { checkpoint, runDetached } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import { type Advance, advanceCheckout } from "../domain/checkout-advance.ts";
import { isAnswerable, snapshotOf } from "../domain/checkout-answer.ts";
import { stepPoints } from "../domain/checkout-points.ts";
import type { Order } from "../domain/order.ts";
import { isSettled } from "../domain/order-states.ts";
import { stepPerformers } from "./perform-step.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import type { Lease, OrderRecord } from "./ports/orders.ts";
import { settledOrders } from "./settled-orders.ts";

/** Drives orders from step to step, each under a lease. */
export interface CheckoutDriver {
  /** A lease from now on. */
  lease(): Lease;
  /**
   * Goes on with the order, whether or not the caller waits, until it rests: everything is done, or there is nothing to
   * do before some time. Gives the order then; undefined if that is not known here, since something failed or another took
   * over: then the recovery worker goes on.
   */
  drive(order: Order, lease: Lease): Promise<Order | undefined>;
  /** How many drives are under way in this process. */
  size(): number;
  /** What `drive` gives for a drive under way in this process. */
  underWay(orderId: OrderId): Promise<Order | undefined> | undefined;
  /** True if a drive in this process lately brought the order past its payment; false says nothing. */
  isSettled(orderId: OrderId): boolean;
  /** Lets drives under way end. */
  close(): Promise<void>;
}

const mostSettled = 1_000;

type DrivenStep = keyof typeof stepPoints;

/** Makes the one driver of this process. */
export function checkoutDriver(ports: OrderPorts): CheckoutDriver {
  const { orders, clock, ids, log, settings } = ports;
  const perform = stepPerformers(ports);
  const drives = new Map<OrderId, Promise<Order | undefined>>();
  const settled = settledOrders(mostSettled);

  const leaseFrom = (leaseId: string): Lease => {
    const now = clock.now();
    return { leaseId, now, until: new Date(now.getTime() + settings.leaseDurationMs) };
  };

  async function driveToRest(held: Order, { leaseId }: Lease): Promise<Order | undefined> {
    if (held.step === "DONE") return letGo(held, leaseId);
    let order: Order | undefined = held;
    while (order !== undefined && order.step !== "DONE") {
      const { step } = order;
      const advance: Advance = await advanced(order, step, leaseId);
      order = await kept(order, step, advance, leaseId);
      if (advance.waitsUntil !== undefined) break;
    }
    return order;
  }

  function letGo(order: Order, leaseId: string): Promise<Order | undefined> {
    return orders.record({ order, events: [], leaseId, hold: { dueTime: undefined }, answer: answerAt(order) });
  }

  async function advanced(order: Order, step: DrivenStep, leaseId: string): Promise<Advance> {
    const point = stepPoints[step].call;
    checkpoint(`${point}.before`);
    const result = await whileHeld(order.orderId, leaseId, async () => perform[step](order));
    checkpoint(`${point}.after`);
    return advanceCheckout(order, result, { now: clock.now(), ids, ...settings });
  }

  /** Holds the order for as long as the work takes. */
  async function whileHeld<T>(orderId: OrderId, leaseId: string, work: () => Promise<T>): Promise<T> {
    const extend = () =>
      orders
        .extend(orderId, leaseFrom(leaseId))
        .catch((error: unknown) => log.warn("a checkout's lease was not extended", { order_id: orderId, error }));
    const timer = setInterval(extend, settings.leaseDurationMs / 3);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  async function kept(
    before: Order,
    step: DrivenStep,
    { next, events, waitsUntil }: Advance,
    leaseId: string,
  ): Promise<Order | undefined> {
    const point = stepPoints[step].record;
    const rests = waitsUntil !== undefined || next.step === "DONE";
    const hold = rests ? { dueTime: waitsUntil } : { until: leaseFrom(leaseId).until };
    checkpoint(`${point}.before`);
    const recorded = await orders.record({
      order: next,
      events,
      leaseId,
      hold,
      source: sourceAfter(before, next),
      answer: rests ? answerAt(next) : undefined,
      refunds: next.refunds !== before.refunds || next.returns !== before.returns,
    });
    checkpoint(`${point}.after`);
    return recorded;
  }

  return {
    lease: () => leaseFrom(ids.uuid()),
    size: () => drives.size,
    underWay: (orderId) => drives.get(orderId),
    isSettled: (orderId) => settled.has(orderId),
    drive(order, lease) {
      const driven = runDetached({ onBehalfOf: order.userId ?? "" }, () => driveToRest(order, lease)).catch(
        (error: unknown) => {
          log.error("a checkout broke off; it is taken over when its lease ends", { order_id: order.orderId, error });
          return undefined;
        },
      );
      const ended = driven.then((rested) => {
        drives.delete(order.orderId);
        if (rested !== undefined && isSettled(rested.state)) settled.add(order.orderId);
        return rested;
      });
      drives.set(order.orderId, ended);
      return ended;
    },
    async close() {
      await Promise.all(drives.values());
    },
  };
}

/** What those who wait are told when the order comes to rest; undefined if nothing yet. */
export function answerAt(order: Order): OrderRecord["answer"] {
  if (order.failure?.reason === "SERVICE_UNAVAILABLE") return "FORGET";
  return isAnswerable(order) ? snapshotOf(order) : undefined;
}

/** An order that is placed takes its cart or draft; one that comes to nothing gives it back. */
function sourceAfter(before: Order, next: Order): OrderRecord["source"] {
  if (before.state === next.state) return undefined;
  if (before.state === "PLACED" && next.state === "CANCELLED") return "FREE";
  if (next.state === "FAILED") return "FREE";
  return next.state === "PLACED" || (next.state === "PAID" && before.state !== "PLACED") ? "TAKEN" : undefined;
}
