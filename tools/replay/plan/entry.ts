/** Units of a stock code at a price, as invoices have them. */
export interface PricedUnits {
  readonly code: string;
  /** Minor units of GBP. */
  readonly unitPrice: bigint;
  readonly quantity: bigint;
}

/** One thing to be entered into the market. */
export type Entry = OrderEntry | CancellationEntry | AdjustmentEntry;

/** What an entry is told apart by: its invoice, whose movements of stock are entered apart from its sales. */
export function nameOf({ kind, invoice }: Pick<Entry, "kind" | "invoice">): string {
  return kind === "adjustment" ? `${invoice}/stock` : invoice;
}

interface Dated {
  /** The invoice's number in the file. */
  readonly invoice: string;
  /** When it happened. */
  readonly time: Date;
  /** Lines of the file it is made of. */
  readonly rows: number;
}

/** A sale invoice. */
export interface OrderEntry extends Dated {
  readonly kind: "order";
  /** The customer's number; empty for none. */
  readonly customer: string;
  /** One for each code and price. */
  readonly lines: readonly PricedUnits[];
}

/** A cancellation invoice: what comes back of invoices before it, and what is credited for want of one. */
export interface CancellationEntry extends Dated {
  readonly kind: "cancellation";
  readonly customer: string;
  readonly returns: readonly ReturnEntry[];
  /** A line for each line of the file. */
  readonly credit: readonly PricedUnits[];
}

/** What comes back of one sale invoice. */
export interface ReturnEntry {
  readonly invoice: string;
  /** One for each code and price. */
  readonly lines: readonly PricedUnits[];
}

/** Goods that were lost, damaged or miscounted. */
export interface AdjustmentEntry extends Dated {
  readonly kind: "adjustment";
  readonly lines: readonly AdjustedUnits[];
}

export interface AdjustedUnits {
  readonly code: string;
  /** Not 0. */
  readonly quantity: bigint;
  /** What the file says of it; often empty. */
  readonly description: string;
}

/** Sums units by code and price, in the order they first come. */
export function merged(units: readonly PricedUnits[]): readonly PricedUnits[] {
  const sums = new Map<string, PricedUnits>();
  for (const unit of units) {
    const key = keyOf(unit);
    sums.set(key, { ...unit, quantity: unit.quantity + (sums.get(key)?.quantity ?? 0n) });
  }
  return [...sums.values()];
}

/** What lines of one invoice are told apart by. */
export function keyOf({ code, unitPrice }: Pick<PricedUnits, "code" | "unitPrice">): string {
  return `${code} ${unitPrice}`;
}

export function worthOf(units: readonly Pick<PricedUnits, "unitPrice" | "quantity">[]): bigint {
  return units.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0n);
}
