import { type Ids, invalid, isCurrency, type Money } from "#mesh/kernel";
import type { Address } from "./address.ts";
import type { SoldVariant, UserId, VariantId } from "./cart.ts";
import { destinationOf } from "./cart-purchase.ts";
import type { DraftOrder, DraftOrderLine } from "./draft-order.ts";
import { refuse } from "./errors.ts";
import type { Purchase, Quote } from "./quote.ts";

/** What the staff says of a draft. */
export interface DraftOrderEntry {
  readonly currencyCode: string;
  /** A variant may come at several prices. */
  readonly lines: readonly DraftOrderLineEntry[];
  readonly userId?: UserId | undefined;
  readonly email: string;
  readonly shippingAddress?: Address | undefined;
  readonly billingAddress?: Address | undefined;
  readonly shippingPrice?: Money | undefined;
  readonly businessTime?: Date | undefined;
  readonly reason: string;
  /** Empty for none. */
  readonly externalReference: string;
}

export interface DraftOrderLineEntry {
  readonly variantId: VariantId;
  readonly quantity: bigint;
  readonly manualUnitPrice?: Money | undefined;
}

const mostUnits = 1_000_000n;

/** Fails with CURRENCY_UNKNOWN, BUSINESS_TIME_IN_FUTURE, or INVALID_REQUEST for an amount in another currency. */
export function checkEntry({ currencyCode, lines, shippingPrice, businessTime }: DraftOrderEntry, now: Date): void {
  if (!isCurrency(currencyCode)) throw refuse("CURRENCY_UNKNOWN", { metadata: { currency_code: currencyCode } });
  if (businessTime !== undefined && businessTime > now) throw refuse("BUSINESS_TIME_IN_FUTURE");
  const amounts = [
    ...lines.map(({ manualUnitPrice }, index) => [`lines[${index}].unit_price`, manualUnitPrice] as const),
    ["shipping_price", shippingPrice] as const,
  ];
  const wrong = amounts.filter(([, amount]) => amount !== undefined && amount.currencyCode !== currencyCode);
  const description = "must be in the currency of the draft";
  if (wrong.length > 0) {
    throw invalid(...wrong.map(([field]) => ({ field: `${field}.currency_code`, description })));
  }
}

/**
 * The lines of the draft, one for each variant and price. Fails with VARIANT_UNAVAILABLE for a variant that is not among
 * those for sale, and with INVALID_REQUEST if a line has too many units.
 */
export function linesOf(
  entries: readonly DraftOrderLineEntry[],
  forSale: readonly SoldVariant[],
  ids: Ids,
): DraftOrderLine[] {
  const variants = new Map(forSale.map((variant) => [variant.variantId, variant]));
  const lines = new Map<string, DraftOrderLine>();
  for (const { variantId, quantity, manualUnitPrice } of entries) {
    const variant = variants.get(variantId);
    if (variant === undefined) throw unavailable(variantId);
    const key = `${variantId} ${manualUnitPrice?.minorUnits}`;
    const line = lines.get(key) ?? { ...variant, lineId: ids.next("lin"), quantity: 0n, manualUnitPrice };
    lines.set(key, { ...line, quantity: line.quantity + quantity });
  }
  return [...lines.values()].map(withinLimit);
}

function withinLimit(line: DraftOrderLine): DraftOrderLine {
  if (line.quantity <= mostUnits) return line;
  const description = `asks for more than 1,000,000 units of ${line.variantId} at one price`;
  throw invalid({ field: "lines", description });
}

/** What pricing is asked about a draft. */
export function draftPurchaseOf(entry: DraftOrderEntry, lines: readonly DraftOrderLine[]): Purchase {
  const { currencyCode, userId, shippingAddress, shippingPrice } = entry;
  return {
    currencyCode,
    userId,
    ...destinationOf(shippingAddress),
    lines: lines.map(({ lineId, variantId, quantity, manualUnitPrice }) => ({
      lineId,
      variantId,
      quantity,
      manualUnitPrice,
    })),
    couponCodes: [],
    shippingPrice,
    shippingMethodId: "",
  };
}

/** An open draft at the prices of the quote. Fails with VARIANT_UNAVAILABLE if the quote has none for a line. */
export function createDraftOrder(
  { lines: _, ...entry }: DraftOrderEntry,
  lines: readonly DraftOrderLine[],
  quote: Quote,
  { createdBy, now, ids }: { readonly createdBy: UserId; readonly now: Date; readonly ids: Ids },
): DraftOrder {
  const unpriced = lines.find(({ lineId }) => quote.unpricedLineIds.includes(lineId));
  if (unpriced !== undefined) throw unavailable(unpriced.variantId);
  return {
    ...entry,
    draftOrderId: ids.next("drf"),
    state: "OPEN",
    lines,
    quote,
    createdBy,
    createTime: now,
    updateTime: now,
  };
}

function unavailable(variantId: VariantId) {
  return refuse("VARIANT_UNAVAILABLE", { metadata: { variant_id: variantId } });
}
