import { type UpsertedProduct, UpsertOutcome } from "#gen/es/ultramarket/product/v1/product_service_pb.js";

/** What an import came to. */
export interface ShopCounts {
  readonly products: number;
  readonly variants: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Variants whose stock was counted to another figure. */
  readonly counted: number;
}

export const noCounts: ShopCounts = { products: 0, variants: 0, added: 0, changed: 0, unchanged: 0, counted: 0 };

const outcomes: Readonly<Partial<Record<UpsertOutcome, "added" | "changed" | "unchanged">>> = {
  [UpsertOutcome.CREATED]: "added",
  [UpsertOutcome.UPDATED]: "changed",
  [UpsertOutcome.UNCHANGED]: "unchanged",
};

/** The counts with what came of a batch. */
export function withResults(counts: ShopCounts, results: readonly UpsertedProduct[]): ShopCounts {
  const next = { ...counts };
  for (const { outcome, variants } of results) {
    const name = outcomes[outcome];
    if (name === undefined) continue;
    next[name] += 1;
    next.products += 1;
    next.variants += variants.length;
  }
  return next;
}

const figure = (value: number) => value.toLocaleString("en");

export function productsLine({ products, variants }: Pick<ShopCounts, "products" | "variants">): string {
  return `products            ${figure(products)}, with ${figure(variants)} variants`;
}

export function summaryOf(counts: ShopCounts): readonly string[] {
  return [
    productsLine(counts),
    `new                 ${figure(counts.added)}`,
    `changed             ${figure(counts.changed)}`,
    `as they were        ${figure(counts.unchanged)}`,
    `stock counted anew  ${figure(counts.counted)} variants`,
  ];
}
