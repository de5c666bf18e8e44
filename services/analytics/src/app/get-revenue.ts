import type { IntervalsQuery } from "../domain/intervals.ts";
import { fillGaps, type Revenue } from "../domain/revenue.ts";
import type { AnalyticsPorts } from "./ports.ts";

export interface GetRevenue extends IntervalsQuery {
  /** Absent for all. */
  readonly currencyCode: string | undefined;
}

export const getRevenue =
  ({ facts, calendar }: AnalyticsPorts) =>
  async ({ currencyCode, ...query }: GetRevenue): Promise<Revenue> => {
    const { startTimes, bounds } = calendar.intervalsOf(query);
    const { sums, asOfTime } = await facts.sums(bounds, currencyCode);
    return { entries: fillGaps(startTimes, sums), asOfTime };
  };
