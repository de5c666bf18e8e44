import { type Id, isId, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Payment } from "../domain/payment.ts";
import type { PaymentKey, PaymentPorts } from "./ports.ts";

export interface ListPayments extends PageQuery {
  readonly orderId: Id<"ord">;
}

/** The payments of an order, oldest first. Fails with PAGE_TOKEN_INVALID. */
export const listPayments =
  ({ payments }: PaymentPorts) =>
  ({ orderId, ...query }: ListPayments): Promise<{ items: readonly Payment[]; nextPageToken: string }> =>
    readPage({ name: "payments", filter: { orderId }, key }, query, (after, size) =>
      payments.page(orderId, after, size),
    );

const key: PageKey<PaymentKey> = {
  encode: ({ createTime, paymentId }) => [createTime.toISOString(), paymentId],
  decode([time = "", paymentId = "", ...more]) {
    const createTime = new Date(time);
    if (more.length > 0 || Number.isNaN(createTime.getTime()) || !isId("pay", paymentId)) return undefined;
    return { createTime, paymentId };
  },
};
