import { invalid, type Money, minorUnitDigits } from "#mesh/kernel";

/**
 * Digits after the point of Stripe's amounts, where ISO 4217 has others: https://docs.stripe.com/currencies. ISK and UGX
 * have no minor unit but are sent with two digits that must be 00.
 */
const stripeDigits: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Amounts with three digits must end in 0. */
const threeDigits = 3;

/** Digits Stripe takes none of. */
const unsupportedDigits = 4;

/** The amount as Stripe counts it. Fails with INVALID_REQUEST for what it cannot express. */
export function toStripeAmount({ currencyCode, minorUnits }: Money): number {
  const digits = minorUnitDigits(currencyCode);
  if (digits >= unsupportedDigits) throw invalid(unfit("amount.currency_code", "cannot be paid with"));
  if (digits === threeDigits && minorUnits % 10n !== 0n) {
    throw invalid(unfit("amount", "must end in 0: cards are charged in hundredths"));
  }
  const shift = (stripeDigits[currencyCode] ?? digits) - digits;
  const factor = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && minorUnits % factor !== 0n) throw invalid(unfit("amount", "must be whole units of its currency"));
  const amount = shift < 0 ? minorUnits / factor : minorUnits * factor;
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid(unfit("amount", "is too large"));
  return Number(amount);
}

/** The minor units of ISO 4217 of an amount Stripe names. */
export function fromStripeAmount(amount: number, currencyCode: string): bigint {
  const digits = minorUnitDigits(currencyCode);
  const shift = (stripeDigits[currencyCode] ?? digits) - digits;
  const factor = 10n ** BigInt(Math.abs(shift));
  return shift < 0 ? BigInt(amount) * factor : BigInt(amount) / factor;
}

function unfit(field: string, description: string) {
  return { field, description };
}
