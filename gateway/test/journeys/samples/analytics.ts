import * as analytics from "#gen/es/ultramarket/analytics/v1/analytics_service_pb.js";
import { of } from "./sample.ts";

export function analyticsRequests() {
  const day = (day: number) => ({ seconds: BigInt(Date.UTC(2001, 0, day) / 1000) });
  return {
    "AnalyticsService.GetRevenue": of(analytics.GetRevenueRequestSchema, {
      startTime: day(1),
      endTime: day(3),
      interval: analytics.Interval.DAY,
    }),
  };
}
