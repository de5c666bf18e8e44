import type { Address } from "#gen/grpc/ultramarket/common/v1/address.ts";
import { type Order, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { FulfillmentServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { ShipmentState } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { type Money, required } from "#mesh/kernel";
import type { Orders } from "../app/ports.ts";
import type { OrderFacts } from "../domain/facts.ts";
import type { OrderId, UserId } from "../domain/notification.ts";
import type { Dial } from "./dial.ts";
import { unlessGone } from "./unless-gone.ts";

/** Orders, by way of the order service. */
export function orderClient(dial: Dial): Orders {
  const fulfillment = dial(FulfillmentServiceService);
  return {
    async read(orderId) {
      const answer = await unlessGone(fulfillment.readOrder({ orderId }));
      return answer && decodeOrder(required("order", answer.order));
    },
  };
}

const states: Readonly<Partial<Record<OrderState, OrderFacts["state"]>>> = {
  [OrderState.ORDER_STATE_PLACED]: "PLACED",
  [OrderState.ORDER_STATE_PAID]: "PAID",
  [OrderState.ORDER_STATE_CANCELLED]: "CANCELLED",
};

const sentStates: ReadonlySet<ShipmentState> = new Set([
  ShipmentState.SHIPMENT_STATE_SHIPPED,
  ShipmentState.SHIPMENT_STATE_DELIVERED,
]);

function decodeOrder(order: Order): OrderFacts {
  const { shippingAddress: address, currencyCode } = order;
  const money = (amount: Money | undefined): Money => amount ?? { currencyCode, minorUnits: 0n };
  return {
    orderId: order.orderId as OrderId,
    orderNumber: order.orderNumber,
    userId: order.userId === "" ? undefined : (order.userId as UserId),
    state: states[order.state] ?? "OTHER",
    email: order.email,
    languageCode: order.languageCode,
    recipientName: (order.billingAddress ?? address)?.recipientName ?? "",
    addressLines: address === undefined ? [] : envelope(address),
    lines: order.lines.map(({ lineId, name, quantity, total }) => ({ lineId, name, quantity, total: money(total) })),
    subtotal: money(order.subtotal),
    discountTotal: money(order.discountTotal),
    shippingTotal: money(order.shippingTotal),
    taxTotal: money(order.taxTotal),
    taxInclusive: order.taxInclusive,
    total: money(order.total),
    refunds: order.refunds.map(({ refundId, amount }) => ({ refundId, amount: money(amount) })),
    shipments: order.shipments.map(({ state, ...shipment }) => ({ ...shipment, isSent: sentStates.has(state) })),
    businessTime: order.businessTime ?? order.createTime ?? new Date(0),
  };
}

/** The lines of an address, in the order most countries write them. */
function envelope(address: Address): readonly string[] {
  const { recipientName, organization, line1, line2, postalCode, city, regionCode, countryCode } = address;
  const town = [postalCode, city, regionCode].filter((part) => part !== "").join(" ");
  return [recipientName, organization, line1, line2, town, countryCode].filter((line) => line !== "");
}
