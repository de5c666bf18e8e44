import {
  PaymentAuthorized,
  PaymentCaptured,
  PaymentDeclined,
  PaymentRefunded,
  PaymentVoided,
} from "#gen/grpc/ultramarket/payment/v1/payment_events.ts";
import { protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { PaymentEvent } from "../domain/payment.ts";
import { encodeWithoutAction } from "./encode.ts";

const messages = { PaymentAuthorized, PaymentCaptured, PaymentDeclined, PaymentRefunded, PaymentVoided };

/** An event as payment_events.proto has it. */
export function encodeEvent({ type, payment }: PaymentEvent): EncodedEvent {
  const payload = messages[type].encode({ payment: encodeWithoutAction(payment) }).finish();
  return { subject: `payment.v1.${protoName(type)}`, payload };
}
