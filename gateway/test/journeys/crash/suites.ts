import type { CrashSuite } from "./crash-tests.ts";
import {
  authenticatePoints,
  type CrashPoint,
  cancelPoints,
  checkoutPoints,
  declinePoints,
  killing,
  returnPoints,
  waitingPoints,
} from "./points.ts";
import { authenticate, cancel, checkout, decline, giveBack } from "./stories.ts";

/** Every point of every story; others die as well as who reaches it. */
export function allSuites(others: readonly string[]): readonly CrashSuite[] {
  return [
    { title: "a checkout", story: checkout, points: checkoutPoints },
    { title: "a checkout", story: checkout, points: others.flatMap((unit) => killing(unit, waitingPoints)) },
    { title: "a declined checkout", story: decline, points: declinePoints },
    { title: "a checkout with 3-D Secure", story: authenticate, points: authenticatePoints },
    { title: "a cancellation", story: cancel, points: cancelPoints },
    { title: "a return", story: giveBack, points: returnPoints },
  ];
}

/** Only the points with these names. */
export function only(points: readonly CrashPoint[], ...names: readonly string[]): readonly CrashPoint[] {
  const found = points.filter(({ name }) => names.includes(name));
  if (found.length !== names.length) throw new RangeError(`some of ${names} are no points`);
  return found;
}
