import {
  abandonPoints,
  authenticatePoints,
  type CrashPoint,
  cancelPoints,
  checkoutPoints,
  couponPoints,
  declinePoints,
  killing,
  returnPoints,
  unheardPoints,
  waitingPoints,
} from "./points.ts";
import {
  abandon,
  authenticate,
  cancel,
  checkout,
  checkoutUnheard,
  coupon,
  decline,
  giveBack,
  type Story,
} from "./stories.ts";

/** A story, and where something is killed while it is told. */
export interface CrashSuite {
  readonly title: string;
  readonly story: Story;
  readonly points: readonly CrashPoint[];
}

export interface Plan {
  readonly suites: readonly CrashSuite[];
  readonly seeds: readonly number[];
  /** Settings of the market. */
  readonly settings?: Readonly<Record<string, string>>;
}

const seeds = [0, 1, 2, 3, 4];

/** Every point of every story, in five variations; others die as well as who reaches it. */
export function torture(others: readonly string[]): Plan {
  return {
    suites: [
      { title: "a checkout", story: checkout, points: checkoutPoints },
      { title: "a checkout", story: checkout, points: others.flatMap((unit) => killing(unit, waitingPoints)) },
      { title: "a checkout without webhooks", story: checkoutUnheard, points: unheardPoints },
      { title: "a declined checkout", story: decline, points: declinePoints },
      { title: "a checkout with 3-D Secure", story: authenticate, points: authenticatePoints },
      { title: "a cancellation", story: cancel, points: cancelPoints },
      { title: "a race for a coupon", story: coupon, points: couponPoints },
      { title: "a return", story: giveBack, points: returnPoints },
    ],
    seeds,
  };
}

/** Every point of checkouts whose customers do not come back, in a market that does not wait long. */
export const abandonTorture: Plan = { ...abandoned(abandonPoints), seeds };

/** One of them. */
export const abandonSample: Plan = { ...abandoned([{ name: "payment.void.after" }]), seeds: [0] };

function abandoned(points: readonly CrashPoint[]) {
  return {
    suites: [{ title: "an abandoned checkout", story: abandon, points }],
    settings: { ORDER_HOLD_DURATION: "3s" },
  };
}

/**
 * Every fourth point of a checkout on its far side, which is the near side of the next, and one of each other story:
 * where all is one process that is killed and started again, that is cheap.
 */
export const sampleOfOne: Plan = {
  suites: [
    { title: "a checkout", story: checkout, points: farSides(checkoutPoints) },
    { title: "a checkout", story: checkout, points: killing("postgres", [{ name: "order.capture.after" }]) },
    { title: "a checkout without webhooks", story: checkoutUnheard, points: [{ name: "payment.capture.after" }] },
    { title: "a declined checkout", story: decline, points: [{ name: "inventory.release.after" }] },
    { title: "a checkout with 3-D Secure", story: authenticate, points: [{ name: "order.record_resolved.after" }] },
    { title: "a cancellation", story: cancel, points: [{ name: "payment.refund.after" }] },
    {
      title: "a race for a coupon",
      story: coupon,
      points: [{ name: "order.redeem.after" }, { name: "order.unredeem.after" }],
    },
    { title: "a return", story: giveBack, points: [{ name: "order.restock.after" }] },
  ],
  seeds: [0],
};

/** Where the processes of a checkout, and what they need, are killed one without the other. */
export const sampleOfMany: Plan = {
  suites: [
    {
      title: "a checkout",
      story: checkout,
      points: [
        { name: "order.begin.before" },
        { name: "inventory.commit.before" },
        { name: "payment.authorize.before" },
        { name: "order.authorize.before", victim: "postgres" },
        { name: "order.capture.before", victim: "gateway" },
      ],
    },
    { title: "a cancellation", story: cancel, points: [{ name: "order.cancel.before" }] },
    { title: "a race for a coupon", story: coupon, points: [{ name: "order.redeem.before", victim: "pricing" }] },
  ],
  seeds: [0],
};

/** The far side of every fourth point. */
function farSides(points: readonly CrashPoint[]): readonly CrashPoint[] {
  return points.filter((_, index) => index % 8 === 3);
}
