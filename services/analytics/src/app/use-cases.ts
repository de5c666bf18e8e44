import { getRevenue } from "./get-revenue.ts";
import type { AnalyticsPorts } from "./ports.ts";
import { takeCreditFact } from "./take-credit-fact.ts";
import { takeOrderFact } from "./take-order-fact.ts";

/** Everything the service can do. */
export const analyticsUseCases = (ports: AnalyticsPorts) => ({
  getRevenue: getRevenue(ports),
  takeCreditFact: takeCreditFact(ports),
  takeOrderFact: takeOrderFact(ports),
});

export type AnalyticsUseCases = ReturnType<typeof analyticsUseCases>;
