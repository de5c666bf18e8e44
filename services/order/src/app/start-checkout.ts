import { checkpoint, currentCall, DomainError, type RequestKey, refuse as refuseShared } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import { type CheckoutAnswer, checkoutAnswer, isAnswerable } from "../domain/checkout-answer.ts";
import { refuse } from "../domain/errors.ts";
import type { Order } from "../domain/order.ts";
import { answerRequest, pause, pauses } from "./answer-request.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

/** What an order is made from, as it is now. */
export interface CheckoutSource {
  /** The order of the checkout it is under. */
  readonly liveOrderId?: OrderId | undefined;
  /** The order to begin with. Throws what stands against it. */
  prepare(): Promise<Order>;
  readonly cartVersion?: number | undefined;
}

/** How often a source may change between its quote and its order. */
const mostVersions = 10;
/** Time to tell the caller so before nobody listens any more. */
const marginMs = 500;

/**
 * Makes an order of its source, once for each request: reads the source, begins, and drives on. A repeat gets the first
 * answer; whoever finds the source under another checkout waits for that, and goes on if it came to nothing. Fails with
 * CHECKOUT_IN_PROGRESS, ETAG_MISMATCH if the source keeps changing, or as the source and the checkout do.
 */
export const startCheckout = (ports: OrderPorts, driver: CheckoutDriver) => {
  const { orders } = ports;
  const answered = answerRequest(orders, driver);

  const answerTo = async (request: RequestKey): Promise<CheckoutAnswer | undefined> => {
    const known = await answered(request);
    return known && checkoutAnswer(known.order);
  };

  /** The order to begin with, or the answer the request got before whatever stands against it now. */
  async function prepared(source: CheckoutSource, request: RequestKey): Promise<Order | CheckoutAnswer> {
    try {
      return await source.prepare();
    } catch (error) {
      const known = error instanceof DomainError ? await answerTo(request) : undefined;
      if (known === undefined) throw error;
      return known;
    }
  }

  async function begun(order: Order, cartVersion: number | undefined, request: RequestKey) {
    const lease = driver.lease();
    checkpoint("order.begin.before");
    const isBegun = await orders.begin({ order, lease, request, cartVersion });
    checkpoint("order.begin.after");
    return isBegun ? { driven: await driver.drive(order, lease) } : undefined;
  }

  /** Waits for a checkout the customer need not act for. */
  async function waitFor(orderId: OrderId, pauseMs: number): Promise<void> {
    const inProgress = refuse("CHECKOUT_IN_PROGRESS", { metadata: { order_id: orderId } });
    const { deadline = Number.POSITIVE_INFINITY } = currentCall() ?? {};
    if (Date.now() + marginMs >= deadline) throw inProgress;
    const underWay = driver.underWay(orderId);
    if (underWay === undefined && (await orders.find(orderId))?.nextAction !== undefined) throw inProgress;
    await pause(underWay, pauseMs);
  }

  return async (request: RequestKey, read: () => Promise<CheckoutSource>): Promise<CheckoutAnswer> => {
    const pausing = pauses();
    const versions = new Set<number | undefined>();
    while (versions.size < mostVersions) {
      const source = await read();
      if (source.liveOrderId !== undefined) {
        const known = await answerTo(request);
        if (known !== undefined) return known;
        await waitFor(source.liveOrderId, pausing.next().value);
        continue;
      }
      versions.add(source.cartVersion);
      const order = await prepared(source, request);
      if ("order" in order) return order;
      const here = await begun(order, source.cartVersion, request);
      if (here?.driven !== undefined && isAnswerable(here.driven)) return checkoutAnswer(here.driven);
      const known = await answerTo(request);
      if (known !== undefined) return known;
      if (here !== undefined) throw refuseShared("SERVICE_UNAVAILABLE", { metadata: { service: "order" } });
    }
    throw refuseShared("ETAG_MISMATCH");
  };
};
