import { anyUnpack } from "@bufbuild/protobuf/wkt";
import { BadRequestSchema, ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import type { Status } from "#gen/es/google/rpc/status_pb.js";
import type { RowError } from "../../table-file/mod.ts";
import { errorAt } from "./check-product.ts";
import { placeOf } from "./place-of.ts";
import type { RawProduct } from "./raw-product.ts";

/** What the market says is wrong with a product, at the places of the file it is about. */
export function entryErrors(product: RawProduct, { message, details }: Status): readonly RowError[] {
  const violations = details.flatMap((any) => anyUnpack(any, BadRequestSchema)?.fieldViolations ?? []);
  if (violations.length > 0) {
    return violations.map(({ field, description }) => errorAt(placeOf(product, field), description || message));
  }
  const metadata = details.map((any) => anyUnpack(any, ErrorInfoSchema)?.metadata ?? {});
  const sku = metadata.map((entry) => entry.sku).find((value) => value !== undefined);
  const index = product.variants.findIndex((variant) => variant.sku === sku);
  return [errorAt(placeOf(product, index < 0 ? "name" : `variants[${index}].sku`), message)];
}
