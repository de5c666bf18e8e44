import * as proto from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { PaymentProcessingServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { DomainError, type ErrorKind } from "#mesh/kernel";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

const states = proto.PaymentState;

/** A payment service that knows payments by their ids, and answers the next call as it is told. */
export function fakePaymentService() {
  const payments = new Map<string, proto.Payment>();
  const calls: string[] = [];
  const failures = new Map<string, Error>();
  const asked = (verb: string, requestId: string) => {
    calls.push(`${verb} ${requestId}`);
    const failure = failures.get(verb);
    failures.delete(verb);
    if (failure !== undefined) throw failure;
  };
  const moved = (paymentId: string, change: Partial<proto.Payment>) => {
    const payment = { ...(payments.get(paymentId) ?? aPayment(paymentId)), ...change };
    payments.set(paymentId, payment);
    return { payment };
  };
  const service = defineService({
    name: "payment",
    config: {},
    async start() {
      const rpc = implement(PaymentProcessingServiceService, {
        async authorizePayment({ paymentId, orderId, amount, paymentMethod, requestId }) {
          asked("authorize", requestId);
          const outcome = outcomes[paymentMethod] ?? { state: states.PAYMENT_STATE_AUTHORIZED };
          return moved(paymentId, { orderId, amount, ...outcome });
        },
        async resolvePayment({ paymentId }) {
          asked("resolve", paymentId);
          return moved(paymentId, {});
        },
        async capturePayment({ paymentId, requestId }) {
          asked("capture", requestId);
          return moved(paymentId, { state: states.PAYMENT_STATE_CAPTURED });
        },
        async voidPayment({ paymentId, requestId }) {
          asked("void", requestId);
          return moved(paymentId, { state: states.PAYMENT_STATE_VOIDED });
        },
        async refundPayment({ paymentId, refundId, amount, requestId }) {
          asked("refund", requestId);
          const state = proto.RefundState.REFUND_STATE_PENDING;
          const refunds = payments.get(paymentId)?.refunds ?? [];
          return moved(paymentId, { refunds: [...refunds, { refundId, amount, state, createTime: undefined }] });
        },
        async recordExternalPayment({ paymentId, orderId, amount, requestId }) {
          asked("record", requestId);
          return moved(paymentId, { orderId, amount, state: states.PAYMENT_STATE_CAPTURED });
        },
      });
      return { rpc: [rpc] };
    },
  });
  return { service, payments, calls, failures };
}

/** A refusal of the payment service. */
export const paymentRefusal = (
  reason: string,
  metadata: Record<string, string> = {},
  kind: ErrorKind = "FAILED_PRECONDITION",
) => new DomainError(kind, "payment.ultramarket", reason, "refused", { metadata });

const nextAction = {
  kind: proto.NextActionKind.NEXT_ACTION_KIND_REDIRECT,
  redirectUrl: "https://bank.example/3ds",
  clientSecret: "pi_secret",
};

const outcomes: Readonly<Record<string, Partial<proto.Payment>>> = {
  pm_declined: { state: states.PAYMENT_STATE_DECLINED, declineCode: "insufficient_funds" },
  pm_3ds: { state: states.PAYMENT_STATE_REQUIRES_ACTION, nextAction },
  pm_slow: { state: states.PAYMENT_STATE_UNKNOWN },
};

export function aPayment(paymentId: string): proto.Payment {
  return {
    paymentId,
    orderId: "",
    state: states.PAYMENT_STATE_PENDING,
    amount: undefined,
    capturedAmount: undefined,
    refundedAmount: undefined,
    provider: proto.PaymentProvider.PAYMENT_PROVIDER_STRIPE,
    providerReference: "",
    declineCode: "",
    nextAction: undefined,
    refunds: [],
    createTime: undefined,
    updateTime: undefined,
  };
}
