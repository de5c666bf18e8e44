import { authorizePayment } from "./authorize-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import { getPayment } from "./get-payment.ts";
import { listPayments } from "./list-payments.ts";
import type { PaymentPorts } from "./ports.ts";
import { processWebhooks } from "./process-webhooks.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { recordExternalPayment } from "./record-external-payment.ts";
import { refundPayment } from "./refund-payment.ts";
import { resolvePayment } from "./resolve-payment.ts";
import { resolveUnknown } from "./resolve-unknown.ts";
import { voidPayment } from "./void-payment.ts";

/** Everything the service can do. */
export const paymentUseCases = (ports: PaymentPorts) => ({
  authorizePayment: authorizePayment(ports),
  capturePayment: capturePayment(ports),
  getPayment: getPayment(ports),
  listPayments: listPayments(ports),
  processWebhooks: processWebhooks(ports),
  receiveWebhook: receiveWebhook(ports),
  recordExternalPayment: recordExternalPayment(ports),
  refundPayment: refundPayment(ports),
  resolvePayment: resolvePayment(ports),
  resolveUnknown: resolveUnknown(ports),
  voidPayment: voidPayment(ports),
});

export type PaymentUseCases = ReturnType<typeof paymentUseCases>;
