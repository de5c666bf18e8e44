import {
  CategoryCreated,
  CategoryUpdated,
  ProductCreated,
  ProductUpdated,
} from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { assertNever } from "#mesh/kernel";
import type { CategoryEvent } from "../domain/category.ts";
import type { ProductEvent } from "../domain/product.ts";
import { encodeCategory, encodeProduct } from "./encode.ts";

/** The encoded message of an event, as it stands in product_events.proto. */
export function encodeEvent(event: ProductEvent | CategoryEvent): Uint8Array {
  switch (event.type) {
    case "ProductCreated":
      return ProductCreated.encode({ product: encodeProduct(event.product) }).finish();
    case "ProductUpdated":
      return ProductUpdated.encode({
        product: encodeProduct(event.product),
        changedFields: event.changedFields.map(protoName),
      }).finish();
    case "CategoryCreated":
      return CategoryCreated.encode({ category: encodeCategory(event.category) }).finish();
    case "CategoryUpdated":
      return CategoryUpdated.encode({
        category: encodeCategory(event.category),
        changedFields: event.changedFields.map(protoName),
      }).finish();
    default:
      return assertNever(event);
  }
}

function protoName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
