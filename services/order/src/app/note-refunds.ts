import { refuse } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import type { KnownRefundState, Order, RefundId } from "../domain/order.ts";
import { changedRefunds, noteRefunds as decide } from "../domain/order-refunds.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

export interface NoteRefunds {
  readonly orderId: OrderId;
  readonly refunds: ReadonlyMap<RefundId, KnownRefundState>;
}

/**
 * Keeps how far refunds have come at the provider. Fails with SERVICE_UNAVAILABLE while the order is driven, or its driver
 * has not recorded the refund yet: try again later.
 */
export const noteRefunds =
  ({ orders, clock }: OrderPorts, driver: CheckoutDriver) =>
  async ({ orderId, refunds }: NoteRefunds): Promise<void> => {
    const order = await orders.find(orderId);
    if (order === undefined || changedRefunds(order, refunds).length === 0) return;
    const { leaseId, ...lease } = driver.lease();
    const held = order.step === "DONE" ? await orders.acquire(orderId, { leaseId, ...lease }) : undefined;
    if (held === undefined) throw refuse("SERVICE_UNAVAILABLE", { metadata: { service: "order" } });
    const { next, events } = decide(held, refunds, clock.now());
    const dueTime = dueOf(held, clock.now());
    await orders.record({ order: next, events, leaseId, hold: { dueTime }, refunds: true });
  };

function dueOf({ step }: Order, now: Date): Date | undefined {
  return step === "DONE" ? undefined : now;
}
