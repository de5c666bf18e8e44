import { PaymentServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import type { Id } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PaymentUseCases } from "../app/use-cases.ts";
import type { PaymentId } from "../domain/payment.ts";
import { encodeWithoutAction } from "./encode.ts";

/** Payments as the staff sees them. */
export const paymentRpc = (app: PaymentUseCases): ServiceBinding =>
  implement(PaymentServiceService, {
    async getPayment({ paymentId }) {
      return { payment: encodeWithoutAction(await app.getPayment(paymentId as PaymentId)) };
    },

    async listPayments({ pageSize, pageToken, orderId }) {
      const query = { pageSize, pageToken, orderId: orderId as Id<"ord"> };
      const { items, nextPageToken } = await app.listPayments(query);
      return { payments: items.map(encodeWithoutAction), nextPageToken };
    },
  });
