import { Order, OrderRefund } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { OrderId, UserId } from "../domain/notification.ts";
import { isOldNews } from "../domain/old-news.ts";
import type { TemplateId } from "../domain/template.ts";
import { messageField, onlyFields } from "./fields.ts";

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
    const { createTime, businessTime, ...ids } = headOf(payload);
    if (isOldNews(createTime, businessTime)) return;
    await app.announce({ templateId, occasion: ids.orderId, subjectId: ids.orderId, ...ids });
  },
});

async function tellRefund(app: NotificationUseCases, payload: Uint8Array): Promise<void> {
  const refund = OrderRefund.decode(required("refund", messageField(payload, 2)));
  const { refundId, state, createTime, businessTime } = refund;
  if (state !== RefundState.REFUND_STATE_SUCCEEDED || isOldNews(createTime, businessTime)) return;
  const { orderId, userId } = headOf(payload);
  await app.announce({ templateId: "order_refunded", occasion: refundId, subjectId: refundId, orderId, userId });
}

/** The numbers of order_id, user_id, create_time and business_time. */
const head = [1, 3, 25, 26];

/** What the message needs of the order, which is the first field of all these events and may have a thousand lines. */
function headOf(payload: Uint8Array) {
  const order = Order.decode(onlyFields(required("order", messageField(payload, 1)), head));
  const { orderId, userId, createTime, businessTime } = order;
  const ids = { orderId: orderId as OrderId, userId: (userId || undefined) as UserId | undefined };
  return { ...ids, createTime, businessTime };
}
