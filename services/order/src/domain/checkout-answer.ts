import { type DomainError, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { CheckoutFailure, NextAction, Order, OrderProgress } from "./order.ts";

/** What a customer is told of a checkout: a paid order, or what they must do. */
export interface CheckoutAnswer {
  readonly order: Order;
  readonly nextAction?: NextAction | undefined;
}

/** True once the customer can be told: whether they wait, pay, or are refused. */
export function isAnswerable({ state, failure }: Order): boolean {
  return failure !== undefined || state !== "PENDING";
}

/** The answer to who checks out. Throws the refusal of a checkout that comes to nothing. */
export function checkoutAnswer(order: Order): CheckoutAnswer {
  if (order.failure !== undefined) throw refusalOf(order.failure);
  return { order, nextAction: order.nextAction };
}

function refusalOf({ reason, metadata }: CheckoutFailure): DomainError {
  return reason === "SERVICE_UNAVAILABLE" ? refuseShared(reason, { metadata }) : refuse(reason, { metadata });
}

/** How far an order had come when a request was answered. */
export type ProgressSnapshot = Omit<OrderProgress, "shipmentsVersion">;

export function snapshotOf(order: Order): ProgressSnapshot {
  const { state, step, attempts, version, orderNumber, reservation, payment, nextAction } = order;
  const { failure, cancelReason, refunds, returns, shipments, updateTime } = order;
  return {
    ...{ state, step, attempts, version, orderNumber, reservation, payment, nextAction },
    ...{ failure, cancelReason, refunds, returns, shipments, updateTime },
  };
}

const nothingYet = {
  orderNumber: undefined,
  payment: undefined,
  nextAction: undefined,
  failure: undefined,
  shipments: [],
};

/** The order as it was then; a snapshot that was kept leaves out what there was not. */
export function asItWas(order: Order, snapshot: ProgressSnapshot): Order {
  return { ...order, ...nothingYet, ...snapshot };
}
