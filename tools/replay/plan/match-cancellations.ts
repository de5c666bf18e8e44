import type { RetailLine } from "../../online-retail/mod.ts";

/** Units of an earlier sale invoice that a cancellation line takes back. */
export interface Taken {
  readonly invoice: string;
  readonly quantity: bigint;
}

/** Finds the sales that cancellations take back: the customer's own, of the same code and price, newest first. */
export interface Matcher {
  sell(line: RetailLine): void;
  /** Takes what covers the line wholly; undefined, and nothing is taken, if there is not enough, or no customer. */
  take(line: RetailLine): readonly Taken[] | undefined;
}

interface OpenSale {
  readonly invoice: string;
  quantity: bigint;
}

export function createMatcher(): Matcher {
  const open = new Map<string, OpenSale[]>();
  return {
    sell(line) {
      if (line.customer === "") return;
      const key = keyOf(line);
      const sale = { invoice: line.invoice, quantity: line.quantity };
      const sales = open.get(key);
      if (sales === undefined) open.set(key, [sale]);
      else sales.push(sale);
    },
    take(line) {
      const sales = open.get(keyOf(line)) ?? [];
      const wanted = -line.quantity;
      const there = sales.reduce((sum, { quantity }) => sum + quantity, 0n);
      return line.customer === "" || there < wanted ? undefined : takeNewest(sales, wanted);
    },
  };
}

function takeNewest(sales: OpenSale[], wanted: bigint): readonly Taken[] {
  const taken: Taken[] = [];
  let left = wanted;
  for (let sale = sales.at(-1); left > 0n && sale !== undefined; sale = sales.at(-1)) {
    const quantity = smaller(sale.quantity, left);
    taken.push({ invoice: sale.invoice, quantity });
    sale.quantity -= quantity;
    left -= quantity;
    if (sale.quantity === 0n) sales.pop();
  }
  return taken;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function keyOf({ customer, code, unitPrice }: RetailLine): string {
  return `${customer} ${code} ${unitPrice}`;
}
