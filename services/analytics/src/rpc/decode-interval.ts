import { Interval } from "#gen/grpc/ultramarket/analytics/v1/analytics_service.ts";
import { required } from "#mesh/kernel";
import type { IntervalLength } from "../domain/intervals.ts";

const lengths: ReadonlyMap<Interval, IntervalLength> = new Map([
  [Interval.INTERVAL_HOUR, "HOUR"],
  [Interval.INTERVAL_DAY, "DAY"],
  [Interval.INTERVAL_WEEK, "WEEK"],
  [Interval.INTERVAL_MONTH, "MONTH"],
]);

/** The length the number stands for. Refuses with INVALID_REQUEST any that the contract does not have. */
export function decodeInterval(interval: Interval): IntervalLength {
  return required("interval", lengths.get(interval));
}
