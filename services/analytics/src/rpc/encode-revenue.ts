import type * as proto from "#gen/grpc/ultramarket/analytics/v1/analytics_service.ts";
import { money } from "#mesh/kernel";
import type { Revenue, RevenueEntry } from "../domain/revenue.ts";

export function encodeRevenue({ entries, asOfTime }: Revenue): proto.GetRevenueResponse {
  return { intervals: entries.map(encodeEntry), asOfTime };
}

function encodeEntry({ startTime, currencyCode, orders, lines, units, gross, refunds }: RevenueEntry) {
  return {
    ...{ startTime, orders, lines, units },
    gross: money(gross, currencyCode),
    refunds: money(refunds, currencyCode),
    credits: money(0n, currencyCode),
    creditLines: 0n,
    net: money(gross - refunds, currencyCode),
  };
}
