import { createClient, type Transport } from "@connectrpc/connect";
import { InventoryService } from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";

/** What lies in the warehouses of each variant, and is promised to nobody. */
export async function readStock(transport: Transport): Promise<ReadonlyMap<string, bigint>> {
  const { listStock } = createClient(InventoryService, transport);
  const stock = new Map<string, bigint>();
  for (let pageToken = ""; ; ) {
    const page = await listStock({ pageSize: 500, pageToken });
    for (const { variantId, available } of page.stock) stock.set(variantId, available);
    if (page.nextPageToken === "") return stock;
    pageToken = page.nextPageToken;
  }
}

/** The variants whose stock is not what it was at the beginning with what was entered. */
export function stockAdrift(
  opening: ReadonlyMap<string, bigint>,
  entered: ReadonlyMap<string, bigint>,
  now: ReadonlyMap<string, bigint>,
): readonly string[] {
  const variants = [...new Set([...opening.keys(), ...entered.keys(), ...now.keys()])];
  return variants.flatMap((variantId) => {
    const expected = (opening.get(variantId) ?? 0n) + (entered.get(variantId) ?? 0n);
    const found = now.get(variantId) ?? 0n;
    return found === expected ? [] : [`${variantId} has ${found} available units, not ${expected}`];
  });
}
