import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { createClient, type Transport } from "@connectrpc/connect";
import { AnalyticsService, Interval } from "#gen/es/ultramarket/analytics/v1/analytics_service_pb.js";
import { currencyCode } from "../enter/desk.ts";
import { dayOf, timesOf, type Window } from "../plan/window.ts";
import { type FiguresByDay, noFigures, same } from "./figures.ts";

/** The days' figures as analytics has them. */
export async function ofAnalytics(transport: Transport, window: Window): Promise<FiguresByDay> {
  const { start, end } = timesOf(window);
  const { intervals } = await createClient(AnalyticsService, transport).getRevenue({
    startTime: timestampFromDate(start),
    endTime: timestampFromDate(end),
    interval: Interval.DAY,
    currencyCode,
  });
  const days = intervals.map(({ startTime, orders, lines, units, gross, refunds, credits }) => {
    const day = startTime === undefined ? "" : dayOf(timestampDate(startTime));
    const [sold, back, credited] = [gross, refunds, credits].map((amount) => amount?.minorUnits ?? 0n);
    return [
      day,
      { invoices: orders, lines, units, gross: sold ?? 0n, refunds: back ?? 0n, credits: credited ?? 0n },
    ] as const;
  });
  return new Map(days.filter(([, figures]) => !same(figures, noFigures)));
}
