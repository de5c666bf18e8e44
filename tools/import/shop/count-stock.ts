import type { Transport } from "@connectrpc/connect";
import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import type { UpsertedProduct } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { batches } from "../batches.ts";
import type { Journal } from "../journal/journal.ts";
import { type Adjustment, adjustStock, readStock } from "../market/stock.ts";
import type { ErrorReport } from "../report/error-report.ts";
import { type CheckedProduct, errorAt } from "./check-product.ts";
import { variantPlace } from "./place-of.ts";

/** Brings the stock of products that were kept to what the file says. Resolves with the variants it differed of. */
export type StockCounter = (products: readonly CheckedProduct[], kept: readonly UpsertedProduct[]) => Promise<number>;

interface Difference {
  readonly product: CheckedProduct;
  readonly index: number;
  readonly adjustment: Adjustment;
}

/** Reads the market's stock when the first figure comes, so that a file without stock asks for none. */
export function createStockCounter(transport: Transport, journal: Journal, report: ErrorReport): StockCounter {
  let onHand: Map<string, bigint> | undefined;
  const read = async () => new Map([...(await readStock(transport))].map(([id, stock]) => [id, stock.onHand]));
  return async (products, kept) => {
    if (!products.some(({ stock }) => stock.some((units) => units !== undefined))) return 0;
    onHand ??= await read();
    const differences = differencesOf(products, kept, onHand);
    let refusals = 0;
    for (const batch of batches(differences, 500)) {
      const refused = await adjustStock(
        transport,
        journal,
        batch.map(({ adjustment }) => adjustment),
      );
      for (const { adjustment, reason } of refused) {
        const found = batch.find((difference) => difference.adjustment === adjustment);
        if (found !== undefined) report.add([errorAt(variantPlace(found.product.raw, "stock", found.index), reason)]);
      }
      refusals += refused.length;
    }
    return differences.length - refusals;
  };
}

function differencesOf(
  products: readonly CheckedProduct[],
  kept: readonly UpsertedProduct[],
  onHand: ReadonlyMap<string, bigint>,
): readonly Difference[] {
  return products.flatMap((product, place) =>
    product.stock.flatMap((wanted, index): Difference[] => {
      const variantId = kept[place]?.variants[index]?.variantId;
      if (wanted === undefined || variantId === undefined) return [];
      const quantityDelta = BigInt(wanted) - (onHand.get(variantId) ?? 0n);
      const adjustment = { variantId, quantityDelta, reason: StockAdjustmentReason.COUNTED, note: "import" };
      return quantityDelta === 0n ? [] : [{ product, index, adjustment }];
    }),
  );
}
