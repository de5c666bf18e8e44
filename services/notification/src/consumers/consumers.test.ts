import { OrderCancelled, OrderPaid, OrderPlaced, OrderRefunded } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { ShipmentState } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { ShipmentDelivered, ShipmentShipped } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import type { Consumer, ReceivedEvent } from "#mesh/events";
import { after, eur, ids, noon } from "../../test/builders.ts";
import { anOrderMessage } from "../../test/order-message.ts";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { Announcement } from "../domain/notification.ts";
import { orderEvents } from "./order-events.ts";
import { shipmentEvents } from "./shipment-events.ts";

/** What the consumer announces when it hears of this. */
async function heard(
  consumer: (app: NotificationUseCases) => Consumer,
  subject: string,
  payload: Uint8Array,
): Promise<readonly Announcement[]> {
  const told: Announcement[] = [];
  const announce = async (announcement: Announcement) => void told.push(announcement);
  await consumer({ announce } as NotificationUseCases).handle({ envelope: { subject, payload } } as ReceivedEvent);
  return told;
}

const today = { createTime: noon, businessTime: after(-86_400) };
const longAgo = { createTime: noon, businessTime: after(-86_401) };

const line = { lineId: ids.uuid(), quantity: 3n, variantId: ids.next("var"), sku: "22423", name: "Cakestand" };

const nothing = {
  ...{ weightGrams: 0, carrierId: "", carrierService: "", trackingNumber: "", trackingUrl: "", trackingEvents: [] },
  ...{ createTime: noon, shipTime: undefined, deliverTime: undefined, updateTime: noon, lines: [line] },
};

const refund = {
  ...{ refundId: ids.next("rfd"), paymentId: ids.next("pay"), amount: eur(5_00n), reason: "" },
  state: RefundState.REFUND_STATE_SUCCEEDED,
};

test.each([
  ["placed", OrderPlaced],
  ["paid", OrderPaid],
  ["cancelled", OrderCancelled],
])("that an order was %s is told of unless it was entered more than a day later", async (event, message) => {
  const order = anOrderMessage({ ...today, userId: ids.next("usr") });
  const { orderId, userId } = order;
  const hear = (change: object) =>
    heard(orderEvents, `order.v1.order_${event}`, message.encode({ order: { ...order, ...change } }).finish());
  const ofOrder = { templateId: `order_${event}`, occasion: orderId, subjectId: orderId, orderId };
  expect(await hear({})).toEqual([{ ...ofOrder, userId }]);
  expect(await hear({ userId: "" })).toEqual([{ ...ofOrder, userId: undefined }]);
  expect(await hear(longAgo)).toEqual([]);
});

test("a refund is told of once it succeeded, unless it was entered more than a day later", async () => {
  const order = anOrderMessage(longAgo);
  const hear = (change: object) => {
    const payload = OrderRefunded.encode({ order, refund: { ...refund, ...today, ...change } }).finish();
    return heard(orderEvents, "order.v1.order_refunded", payload);
  };
  const { orderId } = order;
  const { refundId } = refund;
  const announcement = { templateId: "order_refunded", occasion: refundId, subjectId: refundId };
  expect(await hear({})).toEqual([{ ...announcement, orderId, userId: undefined }]);
  expect(await hear({ state: RefundState.REFUND_STATE_PENDING })).toEqual([]);
  expect(await hear(longAgo)).toEqual([]);
});

test.each([
  ["shipped", ShipmentShipped, "shipTime"],
  ["delivered", ShipmentDelivered, "deliverTime"],
] as const)(
  "that a shipment was %s is told of unless it was entered more than a day later",
  async (event, message, time) => {
    const [shipmentId, orderId, userId] = [ids.next("shp"), ids.next("ord"), ids.next("usr")];
    const state = ShipmentState.SHIPMENT_STATE_DELIVERED;
    const hear = (times: object) => {
      const shipment = { ...nothing, shipmentId, orderId, userId, state, ...times };
      const payload = message.encode({ shipment, reservationId: "" }).finish();
      return heard(shipmentEvents, `shipping.v1.shipment_${event}`, payload);
    };
    const [dayAgo, longAgo] = [after(-86_400), after(-86_401)];
    const both = { shipTime: dayAgo, deliverTime: dayAgo };
    const announcement = { templateId: `shipment_${event}`, occasion: shipmentId, subjectId: shipmentId };
    expect(await hear(both)).toEqual([{ ...announcement, orderId, userId }]);
    expect(await hear({ ...both, [time]: longAgo })).toEqual([]);
    expect(await hear({ shipTime: longAgo, deliverTime: longAgo })).toEqual([]);
  },
);
