import { createClient, type Transport } from "@connectrpc/connect";
import { InventoryService } from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";

/** Units of one variant in all warehouses. */
export interface Units {
  /** Those that are there. */
  readonly onHand: bigint;
  /** Those of them that are promised to nobody. */
  readonly available: bigint;
}

export type Stock = ReadonlyMap<string, Units>;

const none: Units = { onHand: 0n, available: 0n };

/** Reads the stock of all variants, page by page. */
export async function readStock(transport: Transport): Promise<Stock> {
  const { listStock } = createClient(InventoryService, transport);
  const stock = new Map<string, Units>();
  for (let pageToken = ""; ; ) {
    const page = await listStock({ pageSize: 500, pageToken });
    for (const { variantId, onHand, available } of page.stock) stock.set(variantId, { onHand, available });
    if (page.nextPageToken === "") return stock;
    pageToken = page.nextPageToken;
  }
}

/** The variants whose stock is not what it was at the beginning with what was entered, in words. */
export function stockAdrift(opening: Stock, entered: ReadonlyMap<string, bigint>, now: Stock): readonly string[] {
  const variants = [...new Set([...opening.keys(), ...entered.keys(), ...now.keys()])];
  return variants.flatMap((variantId) => {
    const [before, found] = [opening.get(variantId) ?? none, now.get(variantId) ?? none];
    const moved = entered.get(variantId) ?? 0n;
    return [
      ...differing(variantId, "units", found.onHand, before.onHand + moved),
      ...differing(variantId, "available units", found.available, before.available + moved),
    ];
  });
}

function differing(variantId: string, what: string, found: bigint, expected: bigint): readonly string[] {
  return found === expected ? [] : [`${variantId} has ${found} ${what}, not ${expected}`];
}
