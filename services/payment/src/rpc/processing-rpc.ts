import { PaymentProcessingServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { type Id, requiredMoney } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PaymentUseCases } from "../app/use-cases.ts";
import type { PaymentId, RefundId } from "../domain/payment.ts";
import { encodePayment } from "./encode.ts";

/** What the order service pays by. Ids have passed the contract's patterns; the types follow. */
export const processingRpc = (app: PaymentUseCases): ServiceBinding =>
  implement(PaymentProcessingServiceService, {
    async authorizePayment({ paymentId, orderId, userId, amount, paymentMethod }) {
      const draft = {
        paymentId: paymentId as PaymentId,
        orderId: orderId as Id<"ord">,
        userId,
        amount: requiredMoney("amount", amount),
        paymentMethod,
      };
      return { payment: encodePayment(await app.authorizePayment(draft)) };
    },

    async resolvePayment({ paymentId }) {
      return { payment: encodePayment(await app.resolvePayment(paymentId as PaymentId)) };
    },

    async capturePayment({ paymentId }) {
      return { payment: encodePayment(await app.capturePayment(paymentId as PaymentId)) };
    },

    async voidPayment({ paymentId }) {
      return { payment: encodePayment(await app.voidPayment(paymentId as PaymentId)) };
    },

    async refundPayment({ paymentId, refundId, amount }) {
      const refund = {
        paymentId: paymentId as PaymentId,
        refundId: refundId as RefundId,
        amount: requiredMoney("amount", amount),
      };
      return { payment: encodePayment(await app.refundPayment(refund)) };
    },

    async recordExternalPayment({ paymentId, orderId, amount, reference }) {
      const draft = {
        paymentId: paymentId as PaymentId,
        orderId: orderId as Id<"ord">,
        amount: requiredMoney("amount", amount),
        reference,
      };
      return { payment: encodePayment(await app.recordExternalPayment(draft)) };
    },
  });
