import {
  PaymentAuthorized,
  PaymentCaptured,
  PaymentDeclined,
  PaymentRefunded,
  PaymentVoided,
  PersonErased,
  WalletMoved,
} from "#gen/grpc/ultramarket/payment/v1/payment_events.ts";
import { type PersonErased as PersonErasedEvent, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { PaymentEvent } from "../domain/payment.ts";
import type { WalletEvent } from "../domain/wallet.ts";
import { encodeWithoutAction } from "./encode.ts";
import { encodeEntry, encodeWallet } from "./encode-wallet.ts";

const messages = { PaymentAuthorized, PaymentCaptured, PaymentDeclined, PaymentRefunded, PaymentVoided };

/** An event as payment_events.proto has it. */
export function encodeEvent(event: PaymentEvent | WalletEvent | PersonErasedEvent): EncodedEvent {
  return { subject: `payment.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: PaymentEvent | WalletEvent | PersonErasedEvent): Uint8Array {
  if (event.type === "PersonErased") {
    return PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
  }
  if (event.type !== "WalletMoved") {
    return messages[event.type].encode({ payment: encodeWithoutAction(event.payment) }).finish();
  }
  const entry = encodeEntry({ ...event.entry, note: "" });
  return WalletMoved.encode({ wallet: encodeWallet(event.wallet), entry }).finish();
}
