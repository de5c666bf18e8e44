import { defineRefusals } from "#mesh/kernel";

/** The refusals of the analytics service: the values of ultramarket.analytics.v1.AnalyticsErrorReason. */
export const refuse = defineRefusals("analytics.ultramarket", {
  INTERVALS_TOO_MANY: ["INVALID_ARGUMENT", "too many intervals lie between the times"],
  TIME_ZONE_UNKNOWN: ["INVALID_ARGUMENT", "there is no such time zone"],
  TIME_RANGE_INVALID: ["INVALID_ARGUMENT", "the end must be later than the start"],
});
