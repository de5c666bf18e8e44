import { createHash } from "node:crypto";
import { ImportProductsRequest, type ProductImport } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import type { ImportStretch } from "../app/import-products.ts";
import type { ImportProgress } from "../domain/product-import.ts";
import { decodeOrRefuse, encodeRefusal } from "./upsert.ts";

export async function* decodeStretches(requests: AsyncIterable<ImportProductsRequest>): AsyncGenerator<ImportStretch> {
  for await (const request of requests) {
    const hash = createHash("sha256").update(ImportProductsRequest.encode(request).finish()).digest("base64url");
    const { importId, firstRow, products } = request;
    yield { importId, firstRow: Number(firstRow), entries: products.map(decodeOrRefuse), hash };
  }
}

export function encodeImport(progress: ImportProgress): ProductImport {
  const { importId, nextRow, created, updated, unchanged, refused, errors, updateTime } = progress;
  return {
    importId,
    nextRow: BigInt(nextRow),
    createdCount: BigInt(created),
    updatedCount: BigInt(updated),
    unchangedCount: BigInt(unchanged),
    refusedCount: BigInt(refused),
    errors: errors.map(({ row, refusal }) => ({ row: BigInt(row), error: encodeRefusal({ refusal }) })),
    updateTime,
  };
}
