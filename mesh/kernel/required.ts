import { isCurrency } from "./currency.ts";
import type { Money } from "./money.ts";
import { invalid } from "./refusals.ts";

/** What the contract requires and a stub's type cannot promise. Refuses with INVALID_REQUEST, naming the field. */
export function required<T>(field: string, value: T | undefined): T {
  if (value === undefined) throw invalid({ field, description: "is required" });
  return value;
}

/** An amount in an active currency. Refuses with INVALID_REQUEST, naming the field. */
export function requiredMoney(field: string, value: Money | undefined): Money {
  const money = required(field, value);
  if (!isCurrency(money.currencyCode)) {
    throw invalid({ field: `${field}.currency_code`, description: "is no active ISO 4217 currency" });
  }
  return money;
}
