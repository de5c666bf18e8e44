import { ProductState } from "#gen/grpc/ultramarket/product/v1/product.ts";
import {
  CategoryInput,
  CategoryServiceService,
  type CreateProductRequest,
  ProductInput,
  ProductServiceService,
  VariantInput,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { productService } from "../src/service.ts";
import { fixedId, ids } from "./builders.ts";

let market: TestHost;
let server: GrpcServer;
let products: Client<typeof ProductServiceService>;
let categories: Client<typeof CategoryServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [productService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  const channel = grpcChannel({ address: server.address });
  products = createClient(ProductServiceService, channel);
  categories = createClient(CategoryServiceService, channel);
  staff = { token: await market.tokenFor(["product.read", "product.write"]) };
});

afterAll(async () => {
  await server?.drain(1_000);
  await market?.close();
});

const unkeyed = { etag: "", requestId: "", validateOnly: false };
const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const fields = (...names: string[]) => ({ fields: names.map((field) => expect.objectContaining({ field })) });

function aRequest(
  change: Partial<NonNullable<CreateProductRequest["product"]>> = {},
  requestId = "",
): CreateProductRequest {
  const product = ProductInput.fromPartial({
    state: ProductState.PRODUCT_STATE_PUBLISHED,
    name: "Stoneware mug",
    slug: `mug-${ids.uuid()}`,
    variants: [aVariant()],
    ...change,
  });
  return { product, requestId, validateOnly: false };
}

function aVariant() {
  const price = { currencyCode: "EUR", minorUnits: 1290n };
  return VariantInput.fromPartial({ sku: `SKU-${ids.uuid()}`, price, weightGrams: 350 });
}

async function created(change: Parameters<typeof aRequest>[0] = {}) {
  const { product } = await products.createProduct(aRequest(change), staff);
  if (product === undefined) throw new Error("no product in the answer");
  return product;
}

test("what is created is read back by everyone", async () => {
  const product = await created();
  expect(product).toMatchObject({ state: ProductState.PRODUCT_STATE_PUBLISHED, etag: "1" });
  expect(await products.getProduct({ productId: product.productId, languageCode: "" })).toEqual({ product });
  const productIds = [fixedId("prd", 1), product.productId];
  const { products: batch } = await products.batchGetProducts({ productIds, languageCode: "" });
  expect(batch).toEqual([product]);
  const { products: listed } = await products.listProducts(aQuery({ slug: product.slug }));
  expect(listed).toEqual([product]);
});

test("a slug made from a name that is taken gets an ending of its own; one that is asked for is refused", async () => {
  const name = `Mug ${"long ".repeat(30)}`;
  const [first, second] = [await created({ name, slug: "" }), await created({ name, slug: "" })];
  expect(second.slug).toMatch(/^mug-[a-z-]+[a-z]-[0-9a-z]{6}$/);
  expect(second.slug).toHaveLength(100);
  const request = aRequest({ name, slug: "" }, "named-once");
  expect(await products.createProduct(request, staff)).toEqual(await products.createProduct(request, staff));
  const refused = products.createProduct(aRequest({ slug: first.slug }), staff);
  await expect(refused).rejects.toThrow(refusal("SLUG_TAKEN", { metadata: { slug: first.slug } }));
});

test("a draft is absent to customers, by id, by batch and by list, and there for the staff", async () => {
  const draft = await created({ state: ProductState.PRODUCT_STATE_DRAFT });
  const request = { productId: draft.productId, languageCode: "" };
  await expect(products.getProduct(request)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND", { kind: "NOT_FOUND" }));
  expect(await products.batchGetProducts({ productIds: [draft.productId], languageCode: "" })).toEqual({
    products: [],
  });
  expect((await products.listProducts(aQuery({ slug: draft.slug }))).products).toEqual([]);
  const query = aQuery({ state: ProductState.PRODUCT_STATE_DRAFT });
  await expect(products.listProducts(query)).rejects.toThrow(refusal("PERMISSION_MISSING"));
  expect(await products.getProduct(request, staff)).toEqual({ product: draft });
  expect((await products.listProducts(aQuery({ slug: draft.slug }), staff)).products).toEqual([draft]);
});

function aQuery(change: object) {
  const none = {
    pageSize: 0,
    pageToken: "",
    categoryId: "",
    brand: "",
    slug: "",
    languageCode: "",
    moderationState: 0 as const,
  };
  return { ...none, state: ProductState.PRODUCT_STATE_UNSPECIFIED, ...change };
}

test("lists go on where the page before ended, and a token of other filters is refused", async () => {
  const brand = `Brand ${ids.uuid()}`;
  const made = [await created({ brand }), await created({ brand }), await created({ brand })];
  const first = await products.listProducts(aQuery({ brand, pageSize: 2 }));
  const second = await products.listProducts(aQuery({ brand, pageSize: 2, pageToken: first.nextPageToken }));
  expect([...first.products, ...second.products]).toEqual(made.toReversed());
  expect(second.nextPageToken).toBe("");
  const elsewhere = aQuery({ pageToken: first.nextPageToken });
  await expect(products.listProducts(elsewhere)).rejects.toThrow(refusal("PAGE_TOKEN_INVALID", fields("page_token")));
});

test("an update changes what its mask names, on the etag it was based on", async () => {
  const product = await created();
  const change = (etag: string) => ({
    productId: product.productId,
    product: { ...aRequest({ name: "Tall mug", brand: "Kilnworks" }).product, variants: [] } as never,
    updateMask: ["name"],
    etag,
    requestId: "",
    validateOnly: false,
  });
  const { product: updated } = await products.updateProduct(change("1"), staff);
  expect(updated).toEqual({ ...product, name: "Tall mug", etag: "2", updateTime: updated?.updateTime });
  await expect(products.updateProduct(change("1"), staff)).rejects.toThrow(
    refusal("ETAG_MISMATCH", { kind: "ABORTED" }),
  );
});

test.each([
  ["name", { name: "" }, "product.name"],
  ["state", { state: ProductState.PRODUCT_STATE_UNSPECIFIED }, "product.state"],
])("an update that names %s and leaves it empty is refused", async (path, change, field) => {
  const { productId } = await created();
  const request = { productId, product: aRequest(change).product, updateMask: [path], ...unkeyed };
  await expect(products.updateProduct(request, staff)).rejects.toThrow(refusal("INVALID_REQUEST", fields(field)));
});

test("one request id gives one product, and is refused with other content", async () => {
  const request = aRequest({}, ids.uuid());
  const answers = await Promise.all(Array.from({ length: 10 }, () => products.createProduct(request, staff)));
  expect(new Set(answers.map(({ product }) => product?.productId)).size).toBe(1);
  const other = aRequest({}, request.requestId);
  await expect(products.createProduct(other, staff)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test.each([
  [
    "a currency that is none",
    { price: { currencyCode: "XXQ", minorUnits: 1n } },
    "product.variants[0].price.currency_code",
  ],
  ["a negative price", { price: { currencyCode: "EUR", minorUnits: -1n } }, "product.variants[0].price"],
  ["no price", { price: undefined }, "product.variants[0].price"],
  ["a wrong GTIN check digit", { gtin: "4006381333930" }, "product.variants[0].gtin"],
  ["a SKU with a blank", { sku: "A B" }, "product.variants[0].sku"],
])("%s is refused, naming the field", async (_, change, field) => {
  const request = aRequest({ variants: [{ ...aVariant(), ...change }] });
  await expect(products.createProduct(request, staff)).rejects.toThrow(refusal("INVALID_REQUEST", fields(field)));
});

test("categories nest, are changed, listed by parent, and refuse an unknown parent", async () => {
  const make = (parentCategoryId = "", name = "Kitchen") => {
    const category = CategoryInput.fromPartial({ parentCategoryId, name, slug: `kitchen-${ids.uuid()}` });
    return categories.createCategory({ category, requestId: "", validateOnly: false }, staff);
  };
  const { category: top } = await make();
  const { category: child } = await make(top?.categoryId);
  expect(child?.parentCategoryId).toBe(top?.categoryId);
  const { categories: children } = await categories.listCategories({
    pageSize: 1,
    pageToken: "",
    parentCategoryId: top?.categoryId ?? "",
  });
  expect(children).toEqual([child]);
  const renamed = await categories.updateCategory(
    {
      categoryId: child?.categoryId ?? "",
      category: CategoryInput.fromPartial({ name: "Pantry" }),
      updateMask: ["name"],
      ...unkeyed,
    },
    staff,
  );
  expect(renamed.category).toMatchObject({ name: "Pantry", slug: child?.slug, etag: "2" });
  expect(await categories.getCategory({ categoryId: child?.categoryId ?? "" })).toEqual(renamed);
  await expect(make(fixedId("cat", 1))).rejects.toThrow(refusal("CATEGORY_UNKNOWN"));
  await expect(categories.getCategory({ categoryId: fixedId("cat", 1) })).rejects.toThrow(
    refusal("RESOURCE_NOT_FOUND"),
  );
});

test("other services read variants with what an order carries, strangers do not", async () => {
  const product = await created({ state: ProductState.PRODUCT_STATE_DRAFT });
  const variantIds = product.variants.map(({ variantId }) => variantId);
  const order = createClient(ProductServiceService, market.host.channelTo("product", "order"));
  expect(await order.batchGetVariants({ variantIds: [...variantIds, fixedId("var", 1)] })).toEqual({
    variants: [
      { variant: product.variants[0], productId: product.productId, productName: product.name, forSale: false },
    ],
  });
  await expect(products.batchGetVariants({ variantIds })).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
});

test("a call whose time has passed is refused with DEADLINE_PASSED", async () => {
  const request = products.getProduct({ productId: fixedId("prd", 1), languageCode: "" }, { deadline: Date.now() - 1 });
  await expect(request).rejects.toThrow(expect.objectContaining({ kind: "DEADLINE_EXCEEDED" }));
});
