import type { Caller, RequestKey } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import { type CheckoutAnswer, checkoutAnswer, isAnswerable } from "../domain/checkout-answer.ts";
import { type Order, visibleTo } from "../domain/order.ts";
import { allows } from "../domain/order-states.ts";
import { answerRequest, pause, pauses } from "./answer-request.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import type { Lease } from "./ports/orders.ts";

export interface ResumeCheckout {
  readonly orderId: OrderId;
  readonly request?: RequestKey | undefined;
}

/** Goes on with a checkout that waits for its payment, or for its capture. Fails with RESOURCE_NOT_FOUND, or as the checkout does. */
export const resumeCheckout = ({ orders }: OrderPorts, driver: CheckoutDriver) => {
  const answered = answerRequest(orders, driver);

  /** The order driven on; undefined if another holds it. */
  async function resumed(orderId: OrderId, request: RequestKey | undefined): Promise<Order | undefined> {
    const lease = driver.lease();
    const held = await orders.acquire(orderId, lease);
    if (held === undefined) return undefined;
    const isNew = request !== undefined && (await orders.findRequest(request)) === undefined;
    const kept = isNew ? await keepRequest(held, lease, request) : held;
    return kept && driver.drive(kept, lease);
  }

  function keepRequest(order: Order, { leaseId, until }: Lease, key: RequestKey): Promise<Order | undefined> {
    return orders.record({ order, events: [], leaseId, hold: { until }, request: { key } });
  }

  return async (caller: Caller, { orderId, request }: ResumeCheckout): Promise<CheckoutAnswer> => {
    const pausing = pauses();
    for (;;) {
      const known = await answered(request);
      if (known !== undefined) return checkoutAnswer(known.order);
      const order = visibleTo(caller, await orders.find(orderId), "order.read");
      if (request === undefined && !allows(order.state, "resume")) return checkoutAnswer(order);
      const driven = await resumed(orderId, request);
      if (driven !== undefined && isAnswerable(driven)) return checkoutAnswer(driven);
      await pause(driver.underWay(orderId), pausing.next().value);
    }
  };
};

/**
 * A payment event: goes on with the checkout it is about, if that waits for it. Most do not: this process drives them right
 * now, or did so lately, and knows without a statement.
 */
export const resumeAfterPayment =
  ({ orders }: OrderPorts, driver: CheckoutDriver) =>
  async (orderId: OrderId): Promise<void> => {
    await driver.underWay(orderId);
    if (driver.isSettled(orderId)) return;
    const lease = driver.lease();
    const held = await orders.acquire(orderId, lease, "AWAITING_PAYMENT");
    if (held !== undefined) await driver.drive(held, lease);
  };
