import * as proto from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import { aCategoryDraft, aProduct, aProductDraft, ids, noon } from "../../test/builders.ts";
import { createCategory, updateCategory } from "../domain/category.ts";
import { createProduct } from "../domain/create-product.ts";
import { updateProduct } from "../domain/update-product.ts";
import { encodeCategory, encodeProduct } from "./encode.ts";
import { encodeEvent } from "./encode-event.ts";

function encodeOne(events: readonly Parameters<typeof encodeEvent>[0][]) {
  const [event] = events;
  if (event === undefined) throw new Error("no event");
  return encodeEvent(event);
}

test("a created product travels whole", () => {
  const { next, events } = createProduct(aProductDraft(), noon, ids);
  const { subject, payload } = encodeOne(events);
  expect(subject).toBe("product.v1.product_created");
  expect(proto.ProductCreated.decode(payload)).toEqual({ product: encodeProduct(next) });
});

test("an updated product names its changed fields as the proto does", () => {
  const change = { name: "Tall mug", media: [] };
  const { next, events } = updateProduct(
    aProduct({ categoryIds: [ids.next("cat")] }),
    { ...change, categoryIds: [] },
    "",
    noon,
    ids,
  );
  const { subject, payload } = encodeOne(events);
  expect(subject).toBe("product.v1.product_updated");
  const decoded = proto.ProductUpdated.decode(payload);
  expect(decoded.product).toEqual(encodeProduct(next));
  expect(decoded.changedFields.toSorted()).toEqual(["category_ids", "media", "name"]);
});

test("created and updated categories travel whole", () => {
  const created = createCategory(aCategoryDraft(), undefined, noon, ids);
  const creation = encodeOne(created.events);
  expect(creation.subject).toBe("product.v1.category_created");
  expect(proto.CategoryCreated.decode(creation.payload)).toEqual({ category: encodeCategory(created.next) });
  const updated = updateCategory(created.next, { name: "Pantry", description: "" }, "", noon);
  const update = encodeOne(updated.events);
  expect(update.subject).toBe("product.v1.category_updated");
  expect(proto.CategoryUpdated.decode(update.payload)).toEqual({
    category: encodeCategory(updated.next),
    changedFields: ["name", "description"],
  });
});
