import { OrderPlaced, OrderRefunded } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { OrderId, UserId } from "../domain/notification.ts";
import type { TemplateId } from "../domain/template.ts";

const messages: Readonly<Record<string, TemplateId>> = {
  "order.v1.order_placed": "order_placed",
  "order.v1.order_paid": "order_paid",
  "order.v1.order_cancelled": "order_cancelled",
};

const refunded = "order.v1.order_refunded";

/** Customers are told what becomes of their orders, and of each refund once its money is on its way. */
export const orderEvents = (app: NotificationUseCases): Consumer => ({
  name: "notification.orders",
  subjects: [...Object.keys(messages), refunded],
  async handle({ envelope: { subject, payload } }) {
    if (subject === refunded) return tellRefund(app, payload);
    const templateId = messages[subject];
    if (templateId === undefined) return;
    // All three have the same shape.
    const order = required("order", OrderPlaced.decode(payload).order);
    const { orderId, userId, createTime: enterTime, businessTime: happenTime } = order;
    const ids = { orderId: orderId as OrderId, userId: (userId || undefined) as UserId | undefined };
    // A cancellation happens when it is entered.
    const entry = templateId === "order_cancelled" ? {} : { enterTime, happenTime };
    await app.announce({ templateId, occasion: orderId, subjectId: orderId, ...ids }, entry);
  },
});

async function tellRefund(app: NotificationUseCases, payload: Uint8Array): Promise<void> {
  const event = OrderRefunded.decode(payload);
  const { orderId, userId } = required("order", event.order);
  const { refundId, state } = required("refund", event.refund);
  if (state !== RefundState.REFUND_STATE_SUCCEEDED) return;
  const ids = { orderId: orderId as OrderId, userId: (userId || undefined) as UserId | undefined };
  await app.announce({ templateId: "order_refunded", occasion: refundId, subjectId: refundId, ...ids });
}
