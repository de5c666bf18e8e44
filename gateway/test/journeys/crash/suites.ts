import {
  abandonPoints,
  around,
  authenticatePoints,
  type CrashPoint,
  cancelPoints,
  checkoutPoints,
  declinePoints,
  killing,
  returnPoints,
  unheardPoints,
  waitingPoints,
} from "./points.ts";
import { abandon, authenticate, cancel, checkout, checkoutUnheard, decline, giveBack, type Story } from "./stories.ts";

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
      { title: "a return", story: giveBack, points: returnPoints },
    ],
    seeds,
  };
}

/** Every point of checkouts whose customers do not come back, in a market that does not wait long. */
export const abandonTorture: Plan = { ...abandoned(abandonPoints), seeds };

/** A few points of them. */
export const abandonSample: Plan = { ...abandoned(around("payment.void", "order.record_voided")), seeds: [0] };

function abandoned(points: readonly CrashPoint[]) {
  return {
    suites: [{ title: "an abandoned checkout", story: abandon, points }],
    settings: { ORDER_HOLD_DURATION: "3s" },
  };
}

/**
 * One side of every second point of a checkout, for the far side of one is the near side of the next and the other
 * half is killed in the other arrangement of processes, and a few points of the other stories.
 */
export function sample(side: "before" | "after", others: readonly string[]): Plan {
  const few = (...names: readonly string[]) => around(...names).filter(({ name }) => name.endsWith(`.${side}`));
  const first = side === "before" ? 0 : 1;
  const onSide = (points: readonly CrashPoint[]) =>
    points.filter(({ name }) => name.endsWith(`.${side}`)).filter((_, index) => index % 2 === first);
  return {
    suites: [
      { title: "a checkout", story: checkout, points: onSide(checkoutPoints) },
      { title: "a checkout", story: checkout, points: others.flatMap((unit) => killing(unit, onSide(waitingPoints))) },
      { title: "a checkout without webhooks", story: checkoutUnheard, points: onSide(unheardPoints) },
      { title: "a declined checkout", story: decline, points: few("inventory.release") },
      { title: "a checkout with 3-D Secure", story: authenticate, points: few("order.record_resolved") },
      { title: "a cancellation", story: cancel, points: few("order.cancel", "payment.refund") },
      { title: "a return", story: giveBack, points: few("order.record_refunded", "order.restock") },
    ],
    seeds: [0],
  };
}
