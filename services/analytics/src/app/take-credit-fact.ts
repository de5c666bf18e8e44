import type { CreditFact } from "../domain/credit-fact.ts";
import type { AnalyticsPorts } from "./ports.ts";

export const takeCreditFact =
  ({ facts }: AnalyticsPorts) =>
  (fact: CreditFact): Promise<void> =>
    facts.takeCredit(fact);
