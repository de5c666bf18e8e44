import { minorUnitDigits } from "./currency.ts";

/** An amount in the minor unit of an ISO 4217 currency. */
export interface Money {
  readonly currencyCode: string;
  readonly minorUnits: bigint;
}

/** Throws RangeError unless the code is an active ISO 4217 currency. */
export function money(minorUnits: bigint, currencyCode: string): Money {
  minorUnitDigits(currencyCode);
  return { currencyCode, minorUnits };
}

export function add(first: Money, ...rest: readonly Money[]): Money {
  const minorUnits = rest.reduce((sum, amount) => sum + sameCurrency(first, amount).minorUnits, first.minorUnits);
  return { ...first, minorUnits };
}

export function subtract(from: Money, amount: Money): Money {
  return { ...from, minorUnits: from.minorUnits - sameCurrency(from, amount).minorUnits };
}

export function multiply(amount: Money, times: bigint): Money {
  return { ...amount, minorUnits: amount.minorUnits * times };
}

/** The share `numerator / denominator` of an amount, rounded half to even. */
export function share(amount: Money, numerator: bigint, denominator: bigint): Money {
  if (denominator <= 0n) throw new RangeError("the denominator must be positive");
  return { ...amount, minorUnits: divideHalfEven(amount.minorUnits * numerator, denominator) };
}

/** Splits an amount by weights without losing a unit: shares differ from the exact ones by less than one, and sum up. */
export function allocate(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) throw new RangeError("weights must be >= 0 with a sum > 0");
  let seen = 0n;
  let given = 0n;
  return weights.map((weight) => {
    seen += weight;
    const upToHere = (amount.minorUnits * seen) / total;
    const minorUnits = upToHere - given;
    given = upToHere;
    return { ...amount, minorUnits };
  });
}

/** Plain decimal text with the currency's digits, such as "12.30 EUR". */
export function format({ currencyCode, minorUnits }: Money): string {
  const digits = minorUnitDigits(currencyCode);
  const sign = minorUnits < 0n ? "-" : "";
  const text = (minorUnits < 0n ? -minorUnits : minorUnits).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  return `${sign}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ""} ${currencyCode}`;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currencyCode !== b.currencyCode) throw new RangeError(`cannot mix ${a.currencyCode} and ${b.currencyCode}`);
  return b;
}

function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const absolute = negative ? -numerator : numerator;
  const quotient = absolute / denominator;
  const twice = (absolute % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}
