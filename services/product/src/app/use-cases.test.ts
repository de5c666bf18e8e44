import type { Caller } from "#mesh/kernel";
import { aCategoryDraft, aProduct, aProductDraft, fixedId, ids, noon } from "../../test/builders.ts";
import { fakePorts } from "../../test/fake-ports.ts";
import { createCategory } from "../domain/category.ts";
import type { Product } from "../domain/product.ts";
import { productUseCases } from "./use-cases.ts";

const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });
const anyone: Caller = { workload: "gateway" };
const staff: Caller = {
  workload: "gateway",
  user: { userId: "usr_1", sessionId: "ses_1", permissions: new Set(["product.read"]), isGuest: false },
};
const inEnglish = (product: Product) => ({ ...product, languageCode: "en" });
const noPage = { pageSize: 0, pageToken: "" };
const aCategory = () => createCategory(aCategoryDraft(), undefined, noon, ids).next;
const unknownId = fixedId("cat", 1);

test("a product is created and changed under categories that exist, and under no other", async () => {
  const category = aCategory();
  const { ports } = fakePorts({ categories: [category] });
  const app = productUseCases(ports);
  const known = [category.categoryId];
  const product = await app.createProduct(aProductDraft({ categoryIds: known }));
  expect(product).toMatchObject({ categoryIds: known, createTime: ports.clock.now() });
  const unknown = { categoryIds: [...known, unknownId] };
  const refused = reason("CATEGORY_UNKNOWN", { category_id: unknownId });
  await expect(app.createProduct(aProductDraft(unknown))).rejects.toThrow(refused);
  const { productId } = product;
  await expect(app.updateProduct({ productId, change: unknown, etag: "" })).rejects.toThrow(refused);
  expect(await app.updateProduct({ productId, change: { categoryIds: [] }, etag: "1" })).toMatchObject({ version: 2 });
});

test("a category is created below one that exists, and below no other", async () => {
  const parent = aCategory();
  const app = productUseCases(fakePorts({ categories: [parent] }).ports);
  const child = await app.createCategory({ draft: aCategoryDraft(), parentId: parent.categoryId });
  expect(child.path).toEqual([parent.categoryId, child.categoryId]);
  expect(await app.getCategory(child.categoryId)).toEqual(child);
  await expect(app.getCategory(unknownId)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  await expect(app.createCategory({ draft: aCategoryDraft(), parentId: unknownId })).rejects.toThrow(
    reason("CATEGORY_UNKNOWN", { category_id: unknownId }),
  );
});

test.each([
  ["anyone", anyone, {}, { state: "PUBLISHED" }],
  ["anyone", anyone, { state: "PUBLISHED", brand: "Oak" }, { state: "PUBLISHED", brand: "Oak" }],
  ["staff", staff, {}, {}],
  ["staff", staff, { state: "DRAFT" }, { state: "DRAFT" }],
] as const)("%s who asks for %p with %p gets what matches %p", async (_, caller, filter, asked) => {
  const { ports, filters } = fakePorts();
  await productUseCases(ports).listProducts(caller, { ...noPage, filter });
  expect(filters).toEqual([asked]);
});

test.each(["DRAFT", "ARCHIVED"] as const)("only the staff may ask for products in state %s", async (state) => {
  const { ports, filters } = fakePorts();
  await expect(productUseCases(ports).listProducts(anyone, { ...noPage, filter: { state } })).rejects.toThrow(
    reason("PERMISSION_MISSING", { permission: "product.read" }),
  );
  expect(filters).toEqual([]);
});

test("lists go on where the page before ended", async () => {
  const products = [1, 2, 3].map((number) => aProduct({ productId: fixedId("prd", number) }));
  const parent = aCategory();
  const children = [1, 2].map(() => createCategory(aCategoryDraft(), parent, noon, ids).next);
  const app = productUseCases(fakePorts({ products, categories: [parent, ...children] }).ports);
  const first = await app.listProducts(anyone, { filter: {}, pageSize: 2, pageToken: "" });
  const second = await app.listProducts(anyone, { filter: {}, pageSize: 2, pageToken: first.nextPageToken });
  expect([...first.items, ...second.items]).toEqual(products.toReversed().map(inEnglish));
  expect(second.nextPageToken).toBe("");

  const { categoryId: parentId } = parent;
  const one = await app.listCategories({ parentId, pageSize: 1, pageToken: "" });
  const other = await app.listCategories({ parentId, pageSize: 1, pageToken: one.nextPageToken });
  expect([...one.items, ...other.items]).toEqual(children);
  await expect(app.listCategories({ pageSize: 1, pageToken: one.nextPageToken })).rejects.toThrow(
    reason("PAGE_TOKEN_INVALID"),
  );
});

test("a batch answers in the order asked for, without what the caller may not see", async () => {
  const [shown, draft] = [aProduct(), aProduct({ state: "DRAFT" })];
  const app = productUseCases(fakePorts({ products: [shown, draft] }).ports);
  const asked = [draft.productId, fixedId("prd", 1), shown.productId];
  expect(await app.batchGetProducts(anyone, asked)).toEqual([inEnglish(shown)]);
  expect(await app.batchGetProducts(staff, asked)).toEqual([draft, shown].map(inEnglish));
  await expect(app.getProduct(anyone, draft.productId)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
});

test("variants are found with their products, whatever the state, in the order asked for", async () => {
  const [first, second] = [aProduct(), aProduct({ state: "ARCHIVED" })];
  const app = productUseCases(fakePorts({ products: [first, second] }).ports);
  const wanted = [second, first].flatMap((product) => product.variants.map((variant) => ({ variant, product })));
  const asked = [...wanted.map(({ variant }) => variant.variantId), fixedId("var", 1)];
  expect(await app.batchGetVariants(asked)).toEqual(wanted);
});
