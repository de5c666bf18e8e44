import * as proto from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { PaymentProcessingServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { DomainError, required } from "#mesh/kernel";
import type { Payments } from "../app/ports/payment.ts";
import type { StepResult } from "../domain/checkout-outcome.ts";
import type { NextAction, OrderRefund } from "../domain/order.ts";
import type { Dial } from "./dial.ts";
import { isUnanswered, refusalOf, sharedRefusalOf } from "./service-error.ts";

/** Payments as the payment service makes them. */
export function paymentClient(dial: Dial): Payments {
  const payments = dial(PaymentProcessingServiceService);
  return {
    authorize: (orderId, { paymentId, payerId: userId, amount, method: paymentMethod }, requestId) =>
      payments
        .authorizePayment({ paymentId, orderId, userId, amount, paymentMethod, requestId })
        .then(({ payment }) => authorized(payment), notAuthorized),
    resolve: (paymentId) =>
      payments.resolvePayment({ paymentId }).then(({ payment }) => authorized(payment), notAuthorized),
    capture: (paymentId, requestId) =>
      payments.capturePayment({ paymentId, requestId }).then(({ payment }) => captured(payment), notCaptured),
    recordExternal: (orderId, { paymentId, amount, externalReference: reference }, requestId) =>
      payments
        .recordExternalPayment({ paymentId, orderId, amount, reference, requestId })
        .then(({ payment }) => captured(payment), notCaptured),
    void: (paymentId, requestId) =>
      payments.voidPayment({ paymentId, requestId }).then(({ payment }) => voided(payment), notVoided),
    refund: (refund, requestId) => {
      const { paymentId, refundId, amount } = refund;
      return payments
        .refundPayment({ paymentId, refundId, amount, requestId })
        .then(({ payment }) => refunded(refund, payment), notRefunded(refund));
    },
  };
}

const unanswered: StepResult = { outcome: "UNANSWERED", metadata: { service: "payment" } };

/** What an error says that is no refusal this step knows: nothing, if the service did not answer. */
function unknownFailure(error: unknown): StepResult {
  if (isUnanswered(error)) return unanswered;
  throw error;
}

function authorized(answer: proto.Payment | undefined): StepResult {
  const { state, declineCode, nextAction } = required("payment", answer);
  switch (state) {
    case proto.PaymentState.PAYMENT_STATE_AUTHORIZED:
    case proto.PaymentState.PAYMENT_STATE_CAPTURED:
      return { outcome: "AUTHORIZED" };
    case proto.PaymentState.PAYMENT_STATE_DECLINED:
      return { outcome: "DECLINED", metadata: { decline_code: declineCode } };
    case proto.PaymentState.PAYMENT_STATE_VOIDED:
      return { outcome: "DECLINED", metadata: { decline_code: "voided" } };
    case proto.PaymentState.PAYMENT_STATE_REQUIRES_ACTION:
      return { outcome: "ACTION_REQUIRED", nextAction: nextAction && decodeNextAction(nextAction) };
    default:
      return { outcome: "UNKNOWN" };
  }
}

function decodeNextAction({ kind, redirectUrl, clientSecret }: proto.NextAction): NextAction {
  const isRedirect = kind === proto.NextActionKind.NEXT_ACTION_KIND_REDIRECT;
  return { kind: isRedirect ? "REDIRECT" : "WAIT", redirectUrl, clientSecret };
}

/** A refusal for good is as final as a decline, but what it left at the provider is voided. */
function notAuthorized(error: unknown): StepResult {
  if (refusalOf("payment", error)?.reason === "PAYMENT_METHOD_UNKNOWN") return { outcome: "METHOD_UNKNOWN" };
  if (sharedRefusalOf(error)?.reason === "RESOURCE_NOT_FOUND") return { outcome: "UNKNOWN" };
  if (isUnanswered(error)) return unanswered;
  if (!(error instanceof DomainError)) throw error;
  return { outcome: "REFUSED", metadata: { decline_code: error.reason.toLowerCase() } };
}

function captured(answer: proto.Payment | undefined): StepResult {
  switch (required("payment", answer).state) {
    case proto.PaymentState.PAYMENT_STATE_CAPTURED:
      return { outcome: "CAPTURED" };
    case proto.PaymentState.PAYMENT_STATE_DECLINED:
    case proto.PaymentState.PAYMENT_STATE_VOIDED:
      return captureRefused;
    default:
      return unanswered;
  }
}

const captureRefused: StepResult = { outcome: "REFUSED", metadata: { decline_code: "capture_refused" } };
const undecided = new Set(["UNKNOWN", "PENDING"]);

function notCaptured(error: unknown): StepResult {
  const refusal = refusalOf("payment", error);
  if (refusal === undefined || isUnanswered(error)) return unknownFailure(error);
  return undecided.has(refusal.metadata.state ?? "") ? unanswered : captureRefused;
}

function voided(answer: proto.Payment | undefined): StepResult {
  switch (required("payment", answer).state) {
    case proto.PaymentState.PAYMENT_STATE_VOIDED:
    case proto.PaymentState.PAYMENT_STATE_DECLINED:
      return { outcome: "VOIDED" };
    case proto.PaymentState.PAYMENT_STATE_CAPTURED:
      return { outcome: "CAPTURED_MEANWHILE" };
    default:
      return unanswered;
  }
}

function notVoided(error: unknown): StepResult {
  if (sharedRefusalOf(error)?.reason === "RESOURCE_NOT_FOUND") return { outcome: "VOIDED" };
  const refusal = refusalOf("payment", error);
  if (refusal?.reason !== "PAYMENT_STATE_WRONG") return unknownFailure(error);
  return undecided.has(refusal.metadata.state ?? "") ? unanswered : { outcome: "CAPTURED_MEANWHILE" };
}

const refundStates = {
  [proto.RefundState.REFUND_STATE_UNSPECIFIED]: "PENDING",
  [proto.RefundState.REFUND_STATE_PENDING]: "PENDING",
  [proto.RefundState.REFUND_STATE_SUCCEEDED]: "SUCCEEDED",
  [proto.RefundState.REFUND_STATE_FAILED]: "FAILED",
} as const;

function refunded({ refundId }: OrderRefund, answer: proto.Payment | undefined): StepResult {
  const refund = required("payment", answer).refunds.find((candidate) => candidate.refundId === refundId);
  return { outcome: "REFUNDED", refund: { refundId, state: refund ? refundStates[refund.state] : "PENDING" } };
}

/** What the service refuses for good, the staff must pay by other means. */
const notRefunded =
  ({ refundId }: OrderRefund) =>
  (error: unknown): StepResult => {
    if (refusalOf("payment", error) === undefined || isUnanswered(error)) return unknownFailure(error);
    return { outcome: "REFUNDED", refund: { refundId, state: "FAILED" } };
  };
