import type * as proto from "#gen/grpc/ultramarket/analytics/v1/analytics_service.ts";
import { money } from "#mesh/kernel";
import type { Revenue, RevenueEntry } from "../domain/revenue.ts";

export function encodeRevenue({ entries, asOfTime }: Revenue): proto.GetRevenueResponse {
  return { intervals: entries.map(encodeEntry), asOfTime };
}

function encodeEntry({ currencyCode, gross, refunds, credits, ...entry }: RevenueEntry): proto.RevenueInterval {
  return {
    ...entry,
    gross: money(gross, currencyCode),
    refunds: money(refunds, currencyCode),
    credits: money(credits, currencyCode),
    net: money(gross - refunds - credits, currencyCode),
  };
}
