import type { CheckoutStep } from "./checkout-steps.ts";

interface StepPoints {
  /** The call of another service. */
  readonly call: string;
  /** Keeping what came of it. */
  readonly record: string;
}

/** What the two halves of each step are called at checkpoints. */
export const stepPoints: Readonly<Record<Exclude<CheckoutStep, "DONE">, StepPoints>> = {
  REDEEM: { call: "order.redeem", record: "order.record_redeemed" },
  RESERVE: { call: "order.reserve", record: "order.record_reserved" },
  AUTHORIZE: { call: "order.authorize", record: "order.record_authorized" },
  RESOLVE: { call: "order.resolve", record: "order.record_resolved" },
  COMMIT: { call: "order.commit_stock", record: "order.place" },
  CAPTURE: { call: "order.capture", record: "order.record_paid" },
  VOID: { call: "order.void", record: "order.record_voided" },
  REFUND: { call: "order.refund", record: "order.record_refunded" },
  RELEASE: { call: "order.release", record: "order.record_released" },
  UNREDEEM: { call: "order.unredeem", record: "order.record_unredeemed" },
  RESTOCK: { call: "order.restock", record: "order.record_restocked" },
};

const aroundEach = (names: readonly string[]) => names.flatMap((name) => [`${name}.before`, `${name}.after`]);
const pointsOf = (steps: readonly (keyof typeof stepPoints)[]) =>
  aroundEach(steps.flatMap((step) => [stepPoints[step].call, stepPoints[step].record]));

/** Checkpoints every checkout passes, in this order; the store's own, around its commits, are the last. */
export const checkoutPoints: readonly string[] = [
  ...aroundEach(["order.quote", "order.begin"]),
  ...pointsOf(["RESERVE", "AUTHORIZE", "COMMIT", "CAPTURE"]),
  ...aroundEach(["order.commit"]),
];

/** Checkpoints of what counts coupons, undoes a checkout, resumes it, gives money and stock back, or sets units aside. */
export const otherPoints: readonly string[] = [
  ...pointsOf(["REDEEM", "RESOLVE", "VOID", "REFUND", "RELEASE", "UNREDEEM", "RESTOCK"]),
  ...aroundEach(["order.cancel", "order.return", "order.allocate", "order.release_shipment"]),
];
