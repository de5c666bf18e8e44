import { type UpsertedProduct, UpsertOutcome } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { summaryLine } from "../report/summary-line.ts";

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

export function productsLine({ products, variants }: Pick<ShopCounts, "products" | "variants">): string {
  return summaryLine("products", `${products.toLocaleString("en")}, with ${variants.toLocaleString("en")} variants`);
}

export function summaryOf(counts: ShopCounts): readonly string[] {
  return [
    productsLine(counts),
    summaryLine("new", counts.added),
    summaryLine("changed", counts.changed),
    summaryLine("as they were", counts.unchanged),
    summaryLine("stock counted anew", `${counts.counted.toLocaleString("en")} variants`),
  ];
}
