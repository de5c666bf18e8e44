import { Product as ProtoProduct } from "#gen/grpc/ultramarket/product/v1/product.ts";
import type { ProductVersion as ProtoVersion } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { maskedChange, protoName } from "#mesh/kernel";
import type { Product } from "../domain/product.ts";
import type { ProductVersion } from "../domain/product-version.ts";
import { encodeProduct } from "./encode.ts";

export function encodeVersion({ version, createTime, userId, changedFields }: ProductVersion): ProtoVersion {
  return { version: BigInt(version), createTime, userId, changedFields: [...changedFields] };
}

/** The product's id and the fields named. */
export function encodeFields(product: Product, fields: readonly string[]): ProtoProduct {
  const { productId, ...content } = encodeProduct(product);
  return ProtoProduct.fromPartial({ productId, ...maskedChange(content, fields.map(protoName)) });
}
