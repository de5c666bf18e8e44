import * as payment from "#gen/es/ultramarket/payment/v1/payment_service_pb.js";
import type { Known } from "../known.ts";
import { of } from "./sample.ts";

export function paymentRequests({ paymentId, orderId }: Known) {
  return {
    "PaymentService.GetPayment": of(payment.GetPaymentRequestSchema, { paymentId }),
    "PaymentService.ListPayments": of(payment.ListPaymentsRequestSchema, { orderId }),
  };
}
