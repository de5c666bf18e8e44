import { AnalyticsServiceService } from "#gen/grpc/ultramarket/analytics/v1/analytics_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AnalyticsUseCases } from "../app/use-cases.ts";
import { decodeInterval } from "./decode-interval.ts";
import { encodeRevenue } from "./encode-revenue.ts";

export const analyticsRpc = (app: AnalyticsUseCases): ServiceBinding =>
  implement(AnalyticsServiceService, {
    async getRevenue({ startTime, endTime, interval, timeZone, currencyCode }) {
      const revenue = await app.getRevenue({
        startTime: required("start_time", startTime),
        endTime: required("end_time", endTime),
        interval: decodeInterval(interval),
        timeZone: timeZone || "UTC",
        currencyCode: currencyCode || undefined,
      });
      return encodeRevenue(revenue);
    },
  });
