import { add, type Id, type Ids, invalid, isCurrency, type Money, money, multiply } from "#mesh/kernel";
import type { SoldVariant, UserId, VariantId } from "./cart.ts";
import { refuse } from "./errors.ts";

export type CreditId = Id<"crd">;

/** What the staff says of a credit. */
export interface CreditEntry {
  /** ISO 4217. */
  readonly currencyCode: string;
  /** At least one; a variant may come more than once. */
  readonly lines: readonly CreditLineEntry[];
  /** Absent if it is nobody's with an account. */
  readonly userId?: UserId | undefined;
  /** Empty for none. */
  readonly externalReference: string;
  readonly reason: string;
  /** When it was given; absent for now. */
  readonly businessTime?: Date | undefined;
}

export interface CreditLineEntry {
  readonly variantId: VariantId;
  readonly quantity: bigint;
  readonly unitPrice: Money;
}

/** What a customer was credited without an order in the market. It never changes, and moves no money and no stock. */
export interface Credit extends Omit<CreditEntry, "lines"> {
  readonly creditId: CreditId;
  /** As they were given. */
  readonly lines: readonly CreditLine[];
  /** Sum of the lines. */
  readonly total: Money;
  /** Who entered it. */
  readonly createdBy: UserId;
  readonly businessTime: Date;
  readonly createTime: Date;
}

export interface CreditLine extends CreditLineEntry {
  /** As they were when the credit was entered. */
  readonly sku: string;
  readonly name: string;
  readonly total: Money;
}

/** Fails with CURRENCY_UNKNOWN, BUSINESS_TIME_IN_FUTURE, or INVALID_REQUEST for a price in another currency. */
export function checkCredit({ currencyCode, lines, businessTime }: CreditEntry, now: Date): void {
  if (!isCurrency(currencyCode)) throw refuse("CURRENCY_UNKNOWN", { metadata: { currency_code: currencyCode } });
  if (businessTime !== undefined && businessTime > now) throw refuse("BUSINESS_TIME_IN_FUTURE");
  const description = "must be in the currency of the credit";
  const wrong = lines.flatMap(({ unitPrice }, index) =>
    unitPrice.currencyCode === currencyCode ? [] : [{ field: `lines[${index}].unit_price.currency_code`, description }],
  );
  if (wrong.length > 0) throw invalid(...wrong);
}

/** In minor units: a credit cannot be taken back, and figures sum thousands of them in an int64. */
const largestTotal = 10n ** 15n;

/**
 * The credit of a checked entry. Fails with VARIANT_UNKNOWN for a variant that is not among those given, and with
 * INVALID_REQUEST for a total that is too large.
 */
export function bookCredit(
  entry: CreditEntry,
  variants: readonly SoldVariant[],
  { createdBy, now, ids }: { readonly createdBy: UserId; readonly now: Date; readonly ids: Ids },
): Credit {
  const known = new Map(variants.map((variant) => [variant.variantId, variant]));
  const lines = entry.lines.map((line) => lineOf(line, known.get(line.variantId)));
  const total = add(money(0n, entry.currencyCode), ...lines.map((line) => line.total));
  if (total.minorUnits > largestTotal) {
    throw invalid({ field: "lines", description: "add up to more than 1,000,000,000,000,000 minor units" });
  }
  const { businessTime = now } = entry;
  return { ...entry, creditId: ids.next("crd"), lines, total, createdBy, businessTime, createTime: now };
}

function lineOf(line: CreditLineEntry, variant: SoldVariant | undefined): CreditLine {
  const { variantId, quantity, unitPrice } = line;
  if (variant === undefined) throw refuse("VARIANT_UNKNOWN", { metadata: { variant_id: variantId } });
  const { sku, name } = variant;
  return { variantId, sku, name, quantity, unitPrice, total: multiply(unitPrice, quantity) };
}

/** What the audit log keeps of a credit besides who, when and why: nothing personal. */
export function creditDocument({ userId, currencyCode, businessTime, total, lines }: Credit): object {
  const credited = lines.map(({ variantId, quantity, unitPrice }) => ({ variantId, quantity, unitPrice }));
  return { userId, currencyCode, businessTime, total, lines: credited };
}
