import type * as proto from "#gen/grpc/ultramarket/order/v1/order.ts";
import {
  CheckoutFailed,
  CreditBooked,
  OrderCancelled,
  OrderPaid,
  OrderPlaced,
  OrderRefunded,
  OrderReturned,
  PersonErased,
} from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { assertNever, type PersonErased as PersonErasedEvent, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { CreditEvent } from "../domain/credit-events.ts";
import type { Order, OrderRefund, OrderReturn } from "../domain/order.ts";
import type { OrderEvent } from "../domain/order-events.ts";
import { encodeCredit } from "./encode-credit.ts";
import { encodeOrder, encodeRefund, encodeReturn } from "./encode-order.ts";

/**
 * An event as order_events.proto has it: without e-mail, addresses, what people wrote, and the explanation of prices, which
 * nobody follows and which is as long as the lines.
 */
export function encodeEvent(event: OrderEvent | CreditEvent | PersonErasedEvent): EncodedEvent {
  return { subject: `order.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: OrderEvent | CreditEvent | PersonErasedEvent): Uint8Array {
  switch (event.type) {
    case "OrderPlaced":
      return OrderPlaced.encode({ order: publicOrder(event.order) }).finish();
    case "OrderPaid":
      return OrderPaid.encode({ order: publicOrder(event.order) }).finish();
    case "OrderCancelled":
      return OrderCancelled.encode({ order: publicOrder(event.order) }).finish();
    case "OrderReturned": {
      const orderReturn = publicReturn(event.orderReturn);
      return OrderReturned.encode({ order: publicOrder(event.order), orderReturn }).finish();
    }
    case "OrderRefunded":
      return OrderRefunded.encode({ order: publicOrder(event.order), refund: publicRefund(event.refund) }).finish();
    case "CheckoutFailed": {
      const { orderId, failure } = event.order;
      return CheckoutFailed.encode({ orderId, reason: failure?.reason ?? "" }).finish();
    }
    case "CreditBooked":
      return CreditBooked.encode({ credit: { ...encodeCredit(event.credit), reason: "" } }).finish();
    case "PersonErased":
      return PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
    default:
      return assertNever(event);
  }
}

function publicOrder(order: Order): proto.Order {
  const { refunds, returns } = order;
  return {
    ...encodeOrder({ ...order, priceSteps: [] }),
    email: "",
    shippingAddress: undefined,
    billingAddress: undefined,
    cancelReason: "",
    refunds: refunds.map(publicRefund),
    returns: returns.map(publicReturn),
  };
}

const publicRefund = (refund: OrderRefund): proto.OrderRefund => ({ ...encodeRefund(refund), reason: "" });
const publicReturn = (entry: OrderReturn): proto.OrderReturn => ({ ...encodeReturn(entry), reason: "" });
