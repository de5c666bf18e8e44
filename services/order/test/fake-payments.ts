import type { Payments } from "../src/app/ports/payment.ts";
import type { StepResult } from "../src/domain/checkout-outcome.ts";
import type { PaymentState } from "../src/domain/order.ts";

export interface FakePayment {
  state: PaymentState;
  readonly amount: bigint;
  captured: bigint;
  refunded: bigint;
}

const redirect = { kind: "REDIRECT", redirectUrl: "https://bank.example/3ds", clientSecret: "pi_secret" } as const;

/** Payments with the rules of the payment service: once for each key. Methods are named for what they come to. */
export function fakePayments() {
  const payments = new Map<string, FakePayment>();
  const answers = new Map<string, StepResult>();
  const calls: string[] = [];
  /** Steps, such as "capture", that answer something else: what to answer, and whether the effect happens all the same. */
  const faults = new Map<string, { answer: StepResult; acts: boolean }>();

  const once = async (key: string, work: () => StepResult): Promise<StepResult> => {
    calls.push(key);
    const fault = faults.get(key.split("/")[1] ?? "");
    if (fault?.acts === false) return fault.answer;
    const answer = answers.get(key) ?? work();
    answers.set(key, answer);
    return fault?.answer ?? answer;
  };
  const found = (paymentId: string): FakePayment => {
    const payment = payments.get(paymentId);
    if (payment === undefined) throw new Error(`no payment ${paymentId}`);
    return payment;
  };

  const ports: Payments = {
    authorize: (_, { paymentId, amount, method }, key) =>
      once(key, () => {
        if (method === "pm_unknown") return { outcome: "METHOD_UNKNOWN" };
        const payment = { state: stateOf(method), amount: amount.minorUnits, captured: 0n, refunded: 0n };
        payments.set(paymentId, payment);
        return resultOf(payment);
      }),
    resolve: async (paymentId) => {
      calls.push("resolve");
      return faults.get("resolve")?.answer ?? resultOf(found(paymentId));
    },
    capture: (paymentId, key) =>
      once(key, () => {
        const payment = found(paymentId);
        payment.state = "CAPTURED";
        payment.captured = payment.amount;
        return { outcome: "CAPTURED" };
      }),
    recordExternal: (_, { paymentId, amount: { minorUnits: amount } }, key) =>
      once(key, () => {
        payments.set(paymentId, { state: "CAPTURED", amount, captured: amount, refunded: 0n });
        return { outcome: "CAPTURED" };
      }),
    void: (paymentId, key) =>
      once(key, () => {
        const payment = payments.get(paymentId);
        if (payment?.state === "CAPTURED") return { outcome: "CAPTURED_MEANWHILE" };
        if (payment) payment.state = "VOIDED";
        return { outcome: "VOIDED" };
      }),
    refund: ({ refundId, paymentId, amount }, key) =>
      once(key, () => {
        const payment = found(paymentId);
        payment.refunded += amount.minorUnits;
        if (payment.refunded > payment.captured) throw new RangeError("more is refunded than was captured");
        return { outcome: "REFUNDED", refund: { refundId, state: "SUCCEEDED" } };
      }),
  };
  return { ports, payments, calls, faults };
}

function stateOf(method: string): PaymentState {
  if (method === "pm_declined") return "DECLINED";
  if (method === "pm_3ds") return "REQUIRES_ACTION";
  return method === "pm_slow" ? "UNKNOWN" : "AUTHORIZED";
}

function resultOf({ state }: FakePayment): StepResult {
  switch (state) {
    case "DECLINED":
      return { outcome: "DECLINED", metadata: { decline_code: "insufficient_funds" } };
    case "REQUIRES_ACTION":
      return { outcome: "ACTION_REQUIRED", nextAction: redirect };
    case "UNKNOWN":
      return { outcome: "UNKNOWN" };
    case "VOIDED":
      return { outcome: "DECLINED", metadata: { decline_code: "voided" } };
    default:
      return { outcome: "AUTHORIZED" };
  }
}
