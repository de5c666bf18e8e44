import * as proto from "#gen/grpc/ultramarket/order/v1/order.ts";
import * as payment from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { type FulfillmentState, fulfillmentState, shippedQuantities } from "../domain/fulfillment.ts";
import {
  type NextAction,
  type Order,
  type OrderPayment,
  type OrderRefund,
  type OrderReturn,
  type PaymentState,
  type RefundState,
  returnedQuantities,
} from "../domain/order.ts";
import type { OrderState } from "../domain/order-states.ts";
import type { OrderShipment } from "../domain/shipment.ts";
import { encodeSteps } from "./encode-steps.ts";
import { shipmentStates } from "./shipment-states.ts";

export function encodeOrder(order: Order): proto.Order {
  const { subtotal, discountTotal, shippingTotal, taxTotal, total, taxInclusive } = order;
  const { shippingTax, shippingAppliedTax, createTime, businessTime, updateTime } = order;
  const [returned, shipped] = [returnedQuantities(order), shippedQuantities(order)];
  return {
    orderId: order.orderId,
    orderNumber: order.orderNumber ?? "",
    userId: order.userId ?? "",
    state: states[order.state],
    failureReason: order.state === "FAILED" ? (order.failure?.reason ?? "") : "",
    currencyCode: order.currencyCode,
    email: order.email,
    languageCode: order.languageCode,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    shippingMethodId: order.shippingMethodId,
    lines: order.lines.map(({ appliedTax, ...line }) => ({
      ...line,
      appliedTax,
      returnedQuantity: returned.get(line.lineId) ?? 0n,
      shippedQuantity: shipped.get(line.lineId) ?? 0n,
    })),
    fulfillmentState: fulfillmentStates[fulfillmentState(order)],
    payments: order.payment === undefined ? [] : [encodePayment(order.payment)],
    shipments: order.shipments.filter(({ lines }) => lines.length > 0).map(encodeShipment),
    refunds: order.refunds.map(encodeRefund),
    returns: order.returns.map(encodeReturn),
    ...{ subtotal, discountTotal, shippingTotal, taxTotal, total, taxInclusive },
    ...{ shippingTax, shippingAppliedTax },
    priceSteps: encodeSteps(order.priceSteps),
    cartId: order.cartId ?? "",
    externalReference: order.externalReference,
    cancelReason: order.cancelReason,
    ...{ createTime, businessTime, updateTime },
  };
}

export function encodeNextAction(action: NextAction | undefined): payment.NextAction | undefined {
  return action && { ...action, kind: actionKinds[action.kind] };
}

export function encodeRefund({ state, ...refund }: OrderRefund): proto.OrderRefund {
  return { ...refund, state: refundStates[state] };
}

export function encodeReturn({ restocked: _, lines, ...entry }: OrderReturn): proto.OrderReturn {
  return { ...entry, lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })) };
}

function encodeShipment(shipment: OrderShipment): proto.OrderShipment {
  const { shipmentId, state, lines, trackingNumber, trackingUrl, createTime } = shipment;
  return { shipmentId, state: shipmentStates[state], lines: [...lines], trackingNumber, trackingUrl, createTime };
}

/** The state the number stands for; undefined for UNSPECIFIED. */
export function decodeOrderState(state: proto.OrderState): OrderState | undefined {
  return (Object.keys(states) as OrderState[]).find((name) => states[name] === state);
}

function encodePayment({ paymentId, state, amount }: OrderPayment): proto.OrderPayment {
  return { paymentId, state: paymentStates[state], amount };
}

const states: Readonly<Record<OrderState, proto.OrderState>> = {
  PENDING: proto.OrderState.ORDER_STATE_PENDING,
  AWAITING_PAYMENT: proto.OrderState.ORDER_STATE_AWAITING_PAYMENT,
  PLACED: proto.OrderState.ORDER_STATE_PLACED,
  PAID: proto.OrderState.ORDER_STATE_PAID,
  CANCELLED: proto.OrderState.ORDER_STATE_CANCELLED,
  RETURNED: proto.OrderState.ORDER_STATE_RETURNED,
  FAILED: proto.OrderState.ORDER_STATE_FAILED,
};

const fulfillmentStates: Readonly<Record<FulfillmentState, proto.FulfillmentState>> = {
  NOT_SHIPPED: proto.FulfillmentState.FULFILLMENT_STATE_NOT_SHIPPED,
  PARTIALLY_SHIPPED: proto.FulfillmentState.FULFILLMENT_STATE_PARTIALLY_SHIPPED,
  SHIPPED: proto.FulfillmentState.FULFILLMENT_STATE_SHIPPED,
  DELIVERED: proto.FulfillmentState.FULFILLMENT_STATE_DELIVERED,
};

const paymentStates: Readonly<Record<PaymentState, payment.PaymentState>> = {
  PENDING: payment.PaymentState.PAYMENT_STATE_PENDING,
  REQUIRES_ACTION: payment.PaymentState.PAYMENT_STATE_REQUIRES_ACTION,
  AUTHORIZED: payment.PaymentState.PAYMENT_STATE_AUTHORIZED,
  CAPTURED: payment.PaymentState.PAYMENT_STATE_CAPTURED,
  DECLINED: payment.PaymentState.PAYMENT_STATE_DECLINED,
  VOIDED: payment.PaymentState.PAYMENT_STATE_VOIDED,
  UNKNOWN: payment.PaymentState.PAYMENT_STATE_UNKNOWN,
};

const refundStates: Readonly<Record<RefundState, payment.RefundState>> = {
  REQUESTED: payment.RefundState.REFUND_STATE_PENDING,
  PENDING: payment.RefundState.REFUND_STATE_PENDING,
  SUCCEEDED: payment.RefundState.REFUND_STATE_SUCCEEDED,
  FAILED: payment.RefundState.REFUND_STATE_FAILED,
};

const actionKinds: Readonly<Record<NextAction["kind"], payment.NextActionKind>> = {
  REDIRECT: payment.NextActionKind.NEXT_ACTION_KIND_REDIRECT,
  WAIT: payment.NextActionKind.NEXT_ACTION_KIND_WAIT,
};
