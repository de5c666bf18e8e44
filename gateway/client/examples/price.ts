import type { Money } from "#gen/client/contracts/common.js";

/** An amount as people write it: "19.99 EUR". */
export function price(money: Money | undefined): string {
  if (money === undefined) return "no price";
  const { currencyCode, minorUnits } = money;
  const format = new Intl.NumberFormat("en", { style: "currency", currency: currencyCode, currencyDisplay: "code" });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(Number(minorUnits) / 10 ** digits);
}
