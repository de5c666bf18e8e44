import {
  PaymentAuthorized,
  PaymentCaptured,
  PaymentDeclined,
  PaymentRefunded,
  PaymentVoided,
} from "#gen/grpc/ultramarket/payment/v1/payment_events.ts";
import { aPayment } from "../../test/builders.ts";
import { eventOf } from "../domain/payment.ts";
import { encodeEvent } from "./encode-event.ts";

const secret = "pi_1_secret_2";
const payment = aPayment({ nextAction: { redirectUrl: "https://bank.example", clientSecret: secret } });

test.each([
  ["PaymentAuthorized", PaymentAuthorized, "payment.v1.payment_authorized"],
  ["PaymentDeclined", PaymentDeclined, "payment.v1.payment_declined"],
  ["PaymentCaptured", PaymentCaptured, "payment.v1.payment_captured"],
  ["PaymentVoided", PaymentVoided, "payment.v1.payment_voided"],
  ["PaymentRefunded", PaymentRefunded, "payment.v1.payment_refunded"],
] as const)("%s travels without what only the customer may know", (type, message, subject) => {
  const encoded = encodeEvent(eventOf(type, payment));
  expect(encoded.subject).toBe(subject);
  expect(message.decode(encoded.payload).payment).toMatchObject({ paymentId: payment.paymentId });
  expect(Buffer.from(encoded.payload).includes(secret)).toBe(false);
});
