import { Shipment } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { OrderId, UserId } from "../domain/notification.ts";
import { isOldNews } from "../domain/old-news.ts";
import { messageField, onlyFields } from "./fields.ts";

const shipped = "shipping.v1.shipment_shipped";
const delivered = "shipping.v1.shipment_delivered";

/** Customers are told when something was sent to them, and when it arrived; the events have the same shape. */
export const shipmentEvents = (app: NotificationUseCases): Consumer => ({
  name: "notification.shipments",
  subjects: [shipped, delivered],
  async handle({ envelope: { subject, payload } }) {
    const shipment = headOf(payload);
    const { shipmentId, orderId, userId, createTime, shipTime, deliverTime } = shipment;
    if (isOldNews(createTime, subject === shipped ? shipTime : deliverTime)) return;
    const templateId = subject === shipped ? "shipment_shipped" : "shipment_delivered";
    const ids = { orderId: orderId as OrderId, userId: (userId || undefined) as UserId | undefined };
    await app.announce({ templateId, occasion: shipmentId, subjectId: shipmentId, ...ids });
  },
});

/** The numbers of shipment_id, order_id, user_id, create_time, ship_time and deliver_time. */
const head = [1, 2, 3, 12, 13, 14];

/** The shipment without what is in it and what its carrier told. */
function headOf(payload: Uint8Array): Shipment {
  return Shipment.decode(onlyFields(required("shipment", messageField(payload, 1)), head));
}
