import type { OrderFact } from "../domain/order-fact.ts";
import type { AnalyticsPorts } from "./ports.ts";

export const takeOrderFact =
  ({ facts }: AnalyticsPorts) =>
  (fact: OrderFact): Promise<void> =>
    facts.take(fact);
