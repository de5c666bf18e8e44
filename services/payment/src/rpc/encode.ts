import * as proto from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import {
  type NextAction,
  type Payment,
  type PaymentState,
  type Refund,
  type RefundState,
  refunded,
} from "../domain/payment.ts";

const states: Readonly<Record<PaymentState, proto.PaymentState>> = {
  PENDING: proto.PaymentState.PAYMENT_STATE_PENDING,
  REQUIRES_ACTION: proto.PaymentState.PAYMENT_STATE_REQUIRES_ACTION,
  AUTHORIZED: proto.PaymentState.PAYMENT_STATE_AUTHORIZED,
  CAPTURED: proto.PaymentState.PAYMENT_STATE_CAPTURED,
  DECLINED: proto.PaymentState.PAYMENT_STATE_DECLINED,
  VOIDED: proto.PaymentState.PAYMENT_STATE_VOIDED,
  UNKNOWN: proto.PaymentState.PAYMENT_STATE_UNKNOWN,
};

const refundStates: Readonly<Record<RefundState, proto.RefundState>> = {
  PENDING: proto.RefundState.REFUND_STATE_PENDING,
  SUCCEEDED: proto.RefundState.REFUND_STATE_SUCCEEDED,
  FAILED: proto.RefundState.REFUND_STATE_FAILED,
};

const providers: Readonly<Record<Payment["provider"], proto.PaymentProvider>> = {
  STRIPE: proto.PaymentProvider.PAYMENT_PROVIDER_STRIPE,
  EXTERNAL: proto.PaymentProvider.PAYMENT_PROVIDER_EXTERNAL,
  WALLET: proto.PaymentProvider.PAYMENT_PROVIDER_WALLET,
};

/** A payment for the service that pays by it. */
export function encodePayment(payment: Payment): proto.Payment {
  return { ...encodeWithoutAction(payment), nextAction: encodeAction(payment.nextAction) };
}

/** A payment for events and for the staff: what only the customer may know is left out. */
export function encodeWithoutAction(payment: Payment): proto.Payment {
  const { currencyCode } = payment.amount;
  return {
    paymentId: payment.paymentId,
    orderId: payment.orderId,
    state: states[payment.state],
    amount: payment.amount,
    capturedAmount: { currencyCode, minorUnits: payment.captured },
    refundedAmount: { currencyCode, minorUnits: refunded(payment) },
    provider: providers[payment.provider],
    providerReference: payment.reference,
    declineCode: payment.declineCode,
    nextAction: undefined,
    refunds: payment.refunds.map((refund) => encodeRefund(refund, currencyCode)),
    createTime: payment.createTime,
    updateTime: payment.updateTime,
  };
}

function encodeRefund({ refundId, amount, state, createTime }: Refund, currencyCode: string): proto.Refund {
  return { refundId, amount: { currencyCode, minorUnits: amount }, state: refundStates[state], createTime };
}

function encodeAction(action: NextAction | undefined): proto.NextAction | undefined {
  return action && { kind: proto.NextActionKind.NEXT_ACTION_KIND_REDIRECT, ...action };
}
