import {
  CategoryCreated,
  CategoryUpdated,
  ProductCreated,
  ProductUpdated,
} from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { assertNever, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { CategoryEvent } from "../domain/category.ts";
import type { ProductEvent } from "../domain/product.ts";
import { encodeCategory, encodeProduct } from "./encode.ts";

/** An event as product_events.proto has it. */
export function encodeEvent(event: ProductEvent | CategoryEvent): EncodedEvent {
  return { subject: `product.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: ProductEvent | CategoryEvent): Uint8Array {
  switch (event.type) {
    case "ProductCreated":
      return ProductCreated.encode({ product: encodeProduct(event.product) }).finish();
    case "ProductUpdated": {
      const changedFields = event.changedFields.map(protoName);
      return ProductUpdated.encode({ product: encodeProduct(event.product), changedFields }).finish();
    }
    case "CategoryCreated":
      return CategoryCreated.encode({ category: encodeCategory(event.category) }).finish();
    case "CategoryUpdated": {
      const changedFields = event.changedFields.map(protoName);
      return CategoryUpdated.encode({ category: encodeCategory(event.category), changedFields }).finish();
    }
    default:
      return assertNever(event);
  }
}
