import { type Money, minorUnitDigits, share } from "#mesh/kernel";

export interface CurrencyRateKey {
  /** Prices are derived from those in this currency. */
  readonly baseCurrencyCode: string;
  readonly currencyCode: string;
}

/** What a unit of one currency is worth in another. */
export interface CurrencyRate extends CurrencyRateKey {
  /** In billionths, above zero. */
  readonly rateBillionths: bigint;
  /** How many minor units derived prices are a multiple of, at least one. */
  readonly roundingStep: bigint;
  /** Who says so; may be empty. */
  readonly source: string;
  /** When it was so. */
  readonly rateTime: Date;
  readonly updateTime: Date;
}

const one = 1_000_000_000n;
const mostDigits = 9;

/** Billionths of a decimal number such as "0.95" with at most nine digits after its point. */
export function parseRate(text: string): bigint {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(`${whole}${fraction.padEnd(mostDigits, "0")}`);
}

/** The decimal number, without zeros that say nothing. */
export function formatRate(billionths: bigint): string {
  const fraction = (billionths % one).toString().padStart(mostDigits, "0").replace(/0+$/, "");
  return `${billionths / one}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The amount in the other currency, rounded once to a step, half to even; what is not free is not free there either. */
export function convert({ minorUnits }: Money, rate: CurrencyRate): Money {
  const { baseCurrencyCode, currencyCode, rateBillionths, roundingStep } = rate;
  const numerator = rateBillionths * 10n ** BigInt(minorUnitDigits(currencyCode));
  const denominator = one * 10n ** BigInt(minorUnitDigits(baseCurrencyCode)) * roundingStep;
  const steps = share({ currencyCode, minorUnits }, numerator, denominator).minorUnits;
  return { currencyCode, minorUnits: (steps === 0n && minorUnits > 0n ? 1n : steps) * roundingStep };
}
