import {
  BrandCreated,
  BrandUpdated,
  CategoryCreated,
  CategoryUpdated,
  CollectionCreated,
  CollectionUpdated,
  ProductCreated,
  ProductUpdated,
} from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { assertNever, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { BrandEvent } from "../domain/brand.ts";
import type { CategoryEvent } from "../domain/category.ts";
import type { CollectionEvent } from "../domain/collection.ts";
import type { ProductEvent } from "../domain/product.ts";
import { encodeCollection } from "./collection.ts";
import { encodeBrand, encodeCategory, encodeProduct } from "./encode.ts";

/** Everything that happens in the service. */
export type CatalogueEvent = ProductEvent | CategoryEvent | BrandEvent | CollectionEvent;

/** An event as product_events.proto has it. */
export function encodeEvent(event: CatalogueEvent): EncodedEvent {
  return { subject: `product.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: CatalogueEvent): Uint8Array {
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
    case "BrandCreated":
      return BrandCreated.encode({ brand: encodeBrand(event.brand) }).finish();
    case "BrandUpdated": {
      const changedFields = event.changedFields.map(protoName);
      return BrandUpdated.encode({ brand: encodeBrand(event.brand), changedFields }).finish();
    }
    case "CollectionCreated":
      return CollectionCreated.encode({ collection: encodeCollection(event.collection) }).finish();
    case "CollectionUpdated": {
      const changedFields = event.changedFields.map(protoName);
      return CollectionUpdated.encode({ collection: encodeCollection(event.collection), changedFields }).finish();
    }
    default:
      return assertNever(event);
  }
}
