import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Code, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { eventually, sentStatements, temporaryFolder } from "#mesh/testing";
import { productService } from "../../../services/product/src/service.ts";
import { exportShop } from "../../../tools/export/mod.ts";
import { importShop } from "../../../tools/import/mod.ts";
import { startTestMarket, type TestMarket, unlimited } from "./market.ts";

let market: TestMarket;
let staff: string;

beforeAll(async () => {
  market = await startTestMarket(unlimited, [productService]);
  staff = await market.tokenFor(["product.read", "product.write"]);
}, 60_000);

afterAll(() => market?.close());

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly body: Readonly<Record<string, unknown>> & { readonly nextPageToken?: string };
}

interface ErrorDetail {
  readonly reason?: string;
  readonly fieldViolations?: readonly { readonly field: string }[];
}

/** Calls the REST door, "POST /v1/products", as the staff unless another token is given; "" is nobody's. */
async function ask(route: string, body?: unknown, { token = staff, headers = {} } = {}): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const response = await fetch(`${market.url}${path}`, {
    method,
    headers: {
      ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Answer["body"] & { readonly details?: readonly ErrorDetail[] };
  const { details = [] } = answer;
  return {
    status: response.status,
    reason: details.find(({ reason }) => reason !== undefined)?.reason ?? "",
    fields: details.flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field }) => field)),
    body: answer,
  };
}

const anyone = { token: "" };
const euros = (minorUnits: number) => ({ currencyCode: "EUR", minorUnits: String(minorUnits) });
const aVariant = (change: object = {}) => ({ sku: randomUUID(), price: euros(1_500), ...change });
const aProduct = (change: object = {}) => ({
  state: "PRODUCT_STATE_PUBLISHED",
  name: "Stoneware mug",
  slug: `mug-${randomUUID()}`,
  variants: [aVariant()],
  ...change,
});

async function made<T>(route: string, body: object): Promise<T> {
  const answer = await ask(route, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return Object.values(answer.body)[0] as T;
}

interface ProductJson {
  readonly productId: string;
  readonly slug: string;
  readonly etag: string;
  readonly variants: readonly { readonly variantId: string; readonly sku: string }[];
}

const makeProduct = (change: object = {}) => made<ProductJson>("POST /v1/products", aProduct(change));
const makeCategory = async (change: object = {}) =>
  (await made<{ categoryId: string }>("POST /v1/categories", { name: `Kitchen ${randomUUID()}`, ...change }))
    .categoryId;
const makeBrand = async (name = `Kilnworks ${randomUUID()}`) =>
  (await made<{ brandId: string }>("POST /v1/brands", { name })).brandId;

/** The ids of all pages of a list of products. */
async function listed(path: string, pageSize = 2): Promise<string[]> {
  const ids: string[] = [];
  for (let pageToken = ""; ; ) {
    const { body } = await ask(
      `GET ${path}${path.includes("?") ? "&" : "?"}page_size=${pageSize}&page_token=${pageToken}`,
    );
    ids.push(...((body.products ?? []) as ProductJson[]).map(({ productId }) => productId));
    pageToken = body.nextPageToken ?? "";
    if (pageToken === "") return ids;
  }
}

describe("typed attributes per category", () => {
  const attributes = [
    { code: "material", name: "Material", type: "ATTRIBUTE_TYPE_CHOICE", choices: ["oak", "ash"], required: true },
    { code: "seats", name: "Seats", type: "ATTRIBUTE_TYPE_INTEGER" },
    { code: "depth", name: "Depth", type: "ATTRIBUTE_TYPE_MEASURE", units: ["cm", "in"] },
    { code: "rating", name: "Rating", type: "ATTRIBUTE_TYPE_DECIMAL" },
    { code: "foldable", name: "Foldable", type: "ATTRIBUTE_TYPE_BOOLEAN" },
    { code: "launch", name: "Launch", type: "ATTRIBUTE_TYPE_DATE" },
    { code: "care", name: "Care", type: "ATTRIBUTE_TYPE_TEXT", multiValued: true },
    { code: "shade", name: "Shade", type: "ATTRIBUTE_TYPE_TEXT", variantLevel: true },
  ];
  const oak = { code: "material", values: [{ choice: "oak" }] };
  let above: string;
  let categoryIds: string[];

  beforeAll(async () => {
    above = await makeCategory({ attributes });
    categoryIds = [await makeCategory({ parentCategoryId: above })];
  });

  test("a product states them by type, on itself or on its variants, by definitions of the categories above it", async () => {
    const typedAttributes = [
      oak,
      { code: "seats", values: [{ integer: "4" }] },
      { code: "depth", values: [{ measure: { amount: "45.5", unit: "cm" } }] },
      { code: "rating", values: [{ decimal: "4.75" }] },
      { code: "foldable", values: [{ boolean: true }] },
      { code: "launch", values: [{ date: "2026-02-28" }] },
      { code: "care", values: [{ text: "oil" }, { text: "dust" }] },
    ];
    const variants = [aVariant({ typedAttributes: [{ code: "shade", values: [{ text: "honey" }] }] })];
    const attributes = [{ name: "Warranty", value: "10 years" }];
    const { productId } = await makeProduct({ categoryIds, typedAttributes, variants, attributes });
    const { body } = await ask(`GET /v1/products/${productId}`, undefined, anyone);
    expect(body.product).toMatchObject({ typedAttributes, attributes, variants: [{ ...variants[0] }] });
  });

  const wrong: readonly [string, object, string][] = [
    ["no value of what is required", { typedAttributes: [] }, "product.typed_attributes"],
    [
      "an unknown code",
      { typedAttributes: [oak, { code: "smell", values: [{ text: "a" }] }] },
      "product.typed_attributes[1].code",
    ],
    [
      "another type",
      { typedAttributes: [oak, { code: "seats", values: [{ text: "four" }] }] },
      "product.typed_attributes[1].values[0].text",
    ],
    [
      "no choice of the list",
      { typedAttributes: [{ code: "material", values: [{ choice: "tin" }] }] },
      "product.typed_attributes[0].values[0].choice",
    ],
    [
      "no unit of the list",
      { typedAttributes: [oak, { code: "depth", values: [{ measure: { amount: "1", unit: "m" } }] }] },
      "product.typed_attributes[1].values[0].measure.unit",
    ],
    [
      "a day that is none",
      { typedAttributes: [oak, { code: "launch", values: [{ date: "2026-02-30" }] }] },
      "product.typed_attributes[1].values[0].date",
    ],
    [
      "two values of one",
      { typedAttributes: [oak, { code: "seats", values: [{ integer: 1 }, { integer: 2 }] }] },
      "product.typed_attributes[1].values",
    ],
    [
      "a variant's on the product",
      { typedAttributes: [oak, { code: "shade", values: [{ text: "a" }] }] },
      "product.typed_attributes[1].code",
    ],
    [
      "a product's on a variant",
      { typedAttributes: [oak], variants: [aVariant({ typedAttributes: [oak] })] },
      "product.variants[0].typed_attributes[0].code",
    ],
  ];

  test.each(wrong)("%s is refused on creation, update and in a batch, naming the field", async (_, change, field) => {
    const refused = await ask("POST /v1/products", aProduct({ categoryIds, ...change }));
    expect(refused).toMatchObject({ status: 400, reason: "INVALID_REQUEST", fields: [field] });
    const { productId } = await makeProduct({ categoryIds, typedAttributes: [oak] });
    expect(await ask(`PATCH /v1/products/${productId}`, change)).toMatchObject({ status: 400, fields: [field] });
    const products = [aProduct({ categoryIds, ...change }), aProduct({ categoryIds, typedAttributes: [oak] })];
    const { body } = await ask("POST /v1/products:batchUpsert", { products, requestId: randomUUID() });
    const inEntry = { fieldViolations: [expect.objectContaining({ field: field.replace("product.", "") })] };
    expect(body).toMatchObject({
      results: [
        { error: { details: expect.arrayContaining([expect.objectContaining(inEntry)]) } },
        { outcome: "UPSERT_OUTCOME_CREATED" },
      ],
    });
  });

  test("a draft may lack what is required; it is not published that way", async () => {
    const { productId } = await makeProduct({ categoryIds, state: "PRODUCT_STATE_DRAFT" });
    const publish = { state: "PRODUCT_STATE_PUBLISHED" };
    expect(await ask(`PATCH /v1/products/${productId}`, publish)).toMatchObject({
      fields: ["product.typed_attributes"],
    });
    const stated = await ask(`PATCH /v1/products/${productId}`, { ...publish, typedAttributes: [oak] });
    expect(stated.status).toBe(200);
  });
});

describe("category tree", () => {
  test("a subtree moves with its products, and not into itself or too deep", async () => {
    const [old, fresh] = [await makeCategory(), await makeCategory()];
    const moved = await makeCategory({ parentCategoryId: old });
    const leaf = await makeCategory({ parentCategoryId: moved });
    const { productId } = await makeProduct({ categoryIds: [leaf] });
    const stays = await makeProduct({ categoryIds: [leaf, old] });
    const under = (categoryId: string) => listed(`/v1/products?category_id=${categoryId}`);
    const answer = await ask(`POST /v1/categories/${moved}:move`, { parentCategoryId: fresh });
    expect(answer.body).toMatchObject({ category: { parentCategoryId: fresh, etag: "2" } });
    expect(await under(fresh)).toEqual([stays.productId, productId]);
    expect(await under(moved)).toEqual([stays.productId, productId]);
    expect(await under(old)).toEqual([stays.productId]);
    const cycle = await ask(`POST /v1/categories/${fresh}:move`, { parentCategoryId: leaf });
    expect(cycle).toMatchObject({ status: 400, reason: "CATEGORY_CYCLE" });
    let deep = await makeCategory();
    for (let level = 2; level <= 6; level++) deep = await makeCategory({ parentCategoryId: deep });
    expect(await ask(`POST /v1/categories/${fresh}:move`, { parentCategoryId: deep })).toMatchObject({
      reason: "CATEGORY_TOO_DEEP",
    });
    expect((await ask(`POST /v1/categories/${moved}:move`, { etag: "1" })).reason).toBe("ETAG_MISMATCH");
    const top = await ask(`POST /v1/categories/${moved}:move`, {});
    expect(top.body).toMatchObject({ category: { etag: "3" } });
    expect(await under(fresh)).toEqual([]);
  });

  test("twenty moves at once and products placed meanwhile leave every product where its categories say", async () => {
    const tops = [await makeCategory(), await makeCategory()];
    const moved = await makeCategory({ parentCategoryId: tops[0] });
    const moves = Array.from({ length: 20 }, (_, index) =>
      ask(`POST /v1/categories/${moved}:move`, { parentCategoryId: tops[index % 2] }),
    );
    const placed = Array.from({ length: 10 }, () => makeProduct({ categoryIds: [moved] }));
    for (const { status } of await Promise.all(moves)) expect(status).toBe(200);
    const wanted = (await Promise.all(placed)).map(({ productId }) => productId).toSorted();
    const { body } = await ask(`GET /v1/categories/${moved}`);
    const parent = (body.category as { parentCategoryId: string }).parentCategoryId;
    for (const top of tops) {
      expect((await listed(`/v1/products?category_id=${top}`, 100)).toSorted()).toEqual(top === parent ? wanted : []);
    }
  });
});

describe("SEO slugs", () => {
  test("a slug that was renamed leads to the new one, until another takes it", async () => {
    const { productId, slug: first } = await makeProduct();
    const second = `mug-${randomUUID()}`;
    const third = `mug-${randomUUID()}`;
    await ask(`PATCH /v1/products/${productId}`, { slug: second });
    await ask(`PATCH /v1/products/${productId}`, { slug: third });
    for (const [slug, moved] of [
      [first, true],
      [second, true],
      [third, false],
    ] as const) {
      const { body } = await ask(`GET /v1/product-slugs/${slug}`, undefined, anyone);
      expect(body).toMatchObject({ product: { productId }, slug: third, ...(moved ? { moved } : {}) });
      expect(body.moved ?? false).toBe(moved);
    }
    const taker = await makeProduct({ slug: first });
    const { body } = await ask(`GET /v1/product-slugs/${first}`, undefined, anyone);
    expect(body).toMatchObject({ product: { productId: taker.productId }, slug: first });
    expect(await ask(`GET /v1/product-slugs/${randomUUID()}`)).toMatchObject({ status: 404 });
  });

  test("a renamed category is found by its former slug", async () => {
    const slug = `c-${randomUUID()}`;
    const categoryId = await makeCategory({ slug });
    const renamed = `c-${randomUUID()}`;
    await ask(`PATCH /v1/categories/${categoryId}`, { slug: renamed });
    expect((await ask(`GET /v1/category-slugs/${slug}`)).body).toMatchObject({
      category: { slug: renamed },
      moved: true,
    });
  });
});

describe("brands and collections", () => {
  test("a product carries its brand's name, which is one brand's", async () => {
    const name = `Kilnworks ${randomUUID()}`;
    const brandId = await makeBrand(name);
    expect(await makeProduct({ brandId, brand: "other" })).toMatchObject({ brandId, brand: name });
    expect(await ask("POST /v1/brands", { name })).toMatchObject({ status: 409, reason: "BRAND_NAME_TAKEN" });
    const unknown = brandId.slice(0, -4).concat("0000");
    expect(await ask("POST /v1/products", aProduct({ brandId: unknown }))).toMatchObject({ reason: "BRAND_UNKNOWN" });
  });

  test("a collection by hand keeps its order, over pages, without what is not published", async () => {
    const made = [
      await makeProduct(),
      await makeProduct({ state: "PRODUCT_STATE_DRAFT" }),
      await makeProduct(),
      await makeProduct(),
    ];
    const productIds = made.map(({ productId }) => productId).toReversed();
    const collection = { name: "Gifts", slug: `gifts-${randomUUID()}`, productIds };
    const answer = await ask("POST /v1/collections", collection);
    const { collectionId } = answer.body.collection as { collectionId: string };
    expect(await listed(`/v1/collections/${collectionId}/products`)).toEqual(
      productIds.filter((productId) => productId !== made[1]?.productId),
    );
  });

  test("a collection by rule gets the products it fits, those that come, and loses those that change", async () => {
    const tag = randomUUID();
    const categoryId = await makeCategory();
    const brandId = await makeBrand();
    const attributes = [{ code: "material", values: [{ choice: "oak" }] }];
    const below = await makeCategory({
      parentCategoryId: categoryId,
      attributes: [{ code: "material", name: "Material", type: "ATTRIBUTE_TYPE_CHOICE", choices: ["oak", "ash"] }],
    });
    const fit = { categoryIds: [below], brandId, tags: [tag, "gift"], typedAttributes: attributes };
    const before = await makeProduct(fit);
    for (const change of [
      { tags: [] },
      { brandId: "" },
      { categoryIds: [], typedAttributes: [] },
      { typedAttributes: [] },
      { variants: [aVariant({ price: euros(2_001) })] },
      { state: "PRODUCT_STATE_DRAFT" },
    ]) {
      await makeProduct({ ...fit, ...change });
    }
    const rule = {
      categoryIds: [categoryId],
      brandIds: [brandId],
      tags: [tag],
      attributes,
      price: { from: euros(1_000), to: euros(2_000) },
    };
    const answer = await ask("POST /v1/collections", { name: "Oak gifts", slug: `oak-${randomUUID()}`, rule });
    expect(answer.body).toMatchObject({ collection: { rule, filling: true } });
    const { collectionId } = answer.body.collection as { collectionId: string };
    const inIt = () => listed(`/v1/collections/${collectionId}/products`);
    await eventually(async () => expect(await inIt()).toEqual([before.productId]));
    const after = await makeProduct(fit);
    await eventually(async () => expect(await inIt()).toEqual([after.productId, before.productId]));
    await ask(`PATCH /v1/products/${before.productId}`, { tags: ["gift"] });
    await eventually(async () => expect(await inIt()).toEqual([after.productId]));
    await eventually(async () => {
      const { body } = await ask(`GET /v1/collections/${collectionId}`);
      expect(body.collection).toMatchObject({ filling: false });
    });
    await ask(`PATCH /v1/collections/${collectionId}`, { rule: { tags: ["gift"], brandIds: [brandId] } });
    await eventually(async () => expect(await inIt()).toContain(before.productId));
  });
});

describe("translations", () => {
  const translations = [
    {
      languageCode: "de",
      name: "Steingutbecher",
      slug: `becher-${randomUUID()}`,
      attributes: [{ name: "Material", value: "Steingut" }],
    },
    { languageCode: "de-AT", name: "Steinguthäferl" },
  ];
  let product: ProductJson;

  beforeAll(async () => {
    product = await makeProduct({ description: "Holds 350 ml.", translations });
  });

  const german = { name: "Steingutbecher", slug: translations[0]?.slug };
  test.each([
    ["de-AT", { ...german, name: "Steinguthäferl", languageCode: "de-AT" }],
    ["DE-at", { ...german, name: "Steinguthäferl", languageCode: "de-AT" }],
    ["de-CH", { ...german, languageCode: "de" }],
    ["fr", { name: "Stoneware mug", languageCode: "en" }],
    ["en-GB", { name: "Stoneware mug", languageCode: "en" }],
  ])("asked for in %s, what is missing falls back, and the answer says which language it is", async (wanted, texts) => {
    const expected = { description: "Holds 350 ml.", translations: [], ...texts };
    const { body } = await ask(`GET /v1/products/${product.productId}?language_code=${wanted}`, undefined, anyone);
    expect(body.product).toMatchObject(expected);
    const batch = await ask(`GET /v1/products:batchGet?product_ids=${product.productId}&language_code=${wanted}`);
    expect(batch.body.products).toMatchObject([expected]);
    const list = await ask(`GET /v1/products?slug=${product.slug}&language_code=${wanted}`);
    expect(list.body.products).toMatchObject([expected]);
  });

  test("without a wish all of them are there, and a slug of one leads to the product", async () => {
    const { body } = await ask(`GET /v1/products/${product.productId}`);
    expect(body.product).toMatchObject({ name: "Stoneware mug", languageCode: "en", translations });
    const named = await ask(`GET /v1/product-slugs/${german.slug}?language_code=de`, undefined, anyone);
    expect(named.body).toMatchObject({ product: { productId: product.productId }, slug: german.slug });
    const taken = aProduct({ translations: [{ languageCode: "de", slug: german.slug }] });
    expect(await ask("POST /v1/products", taken)).toMatchObject({ status: 409, reason: "SLUG_TAKEN" });
  });
});

describe("draft/published/archived with schedule", () => {
  test("a product is published and unpublished when it is due, once each, and its events tell it", async () => {
    const times = { publishTime: new Date(Date.now() + 300), unpublishTime: new Date(Date.now() + 1_500) };
    const { productId } = await makeProduct({ state: "PRODUCT_STATE_DRAFT", ...times });
    expect((await ask(`GET /v1/products/${productId}`, undefined, anyone)).status).toBe(404);
    const shown = async () => (await ask(`GET /v1/products/${productId}`, undefined, anyone)).body.product;
    await eventually(async () => expect(await shown()).toMatchObject({ state: "PRODUCT_STATE_PUBLISHED" }));
    await eventually(async () => expect(await shown()).toBeUndefined());
    const { body } = await ask(`GET /v1/products/${productId}/versions`);
    expect(body.versions).toMatchObject([
      { version: "3", userId: "", changedFields: expect.arrayContaining(["state", "unpublish_time"]) },
      { version: "2", userId: "", changedFields: expect.arrayContaining(["state", "publish_time"]) },
      { version: "1" },
    ]);
    const crossed = { publishTime: times.unpublishTime, unpublishTime: times.publishTime };
    expect(await ask("POST /v1/products", aProduct(crossed))).toMatchObject({ fields: ["product.unpublish_time"] });
  });
});

describe("versions and change history", () => {
  test("every version is kept with who made it, compared field by field, and restored as a new one", async () => {
    const first = await makeProduct({ name: "Mug", tags: ["blue"] });
    const path = `/v1/products/${first.productId}`;
    await ask(`PATCH ${path}`, { name: "Cup", tags: ["red"] });
    await ask(`PATCH ${path}`, { description: "Holds tea." });
    const versions = [];
    for (let pageToken = ""; ; ) {
      const { body } = await ask(`GET ${path}/versions?page_size=2&page_token=${pageToken}`);
      versions.push(...(body.versions as object[]));
      pageToken = body.nextPageToken ?? "";
      if (pageToken === "") break;
    }
    expect(versions).toMatchObject([
      { version: "3", changedFields: ["description"], userId: expect.stringMatching(/^usr_/) },
      { version: "2", changedFields: ["name", "tags"] },
      { version: "1", changedFields: [] },
    ]);
    expect((await ask(`GET ${path}/versions/1`)).body).toMatchObject({ product: { name: "Mug", tags: ["blue"] } });
    const { body: diff } = await ask(`GET ${path}/versions:diff?from_version=1&to_version=3`);
    expect(diff).toMatchObject({
      changedFields: "name,description,tags",
      before: { name: "Mug", tags: ["blue"], brand: "" },
      after: { name: "Cup", description: "Holds tea.", tags: ["red"] },
    });
    const restored = await ask(`POST ${path}:restore`, { version: 1, etag: "3" });
    expect(restored.body).toMatchObject({ product: { name: "Mug", tags: ["blue"], description: "", etag: "4" } });
    expect(await ask(`GET ${path}/versions/9`)).toMatchObject({ status: 404, reason: "VERSION_UNKNOWN" });
    expect((await ask(`GET ${path}/versions`, undefined, anyone)).status).toBe(401);
  });
});

describe("bundles, digital goods, media with alt texts and related products", () => {
  test("a bundle names its parts, which exist and are no bundles; what is digital keeps no stock", async () => {
    const [part, other] = [await makeProduct(), await makeProduct()];
    const components = [{ variantId: part.variants[0]?.variantId, quantity: 2 }];
    const media = [
      { url: "https://media.example/a.jpg", altText: "A grey mug" },
      { url: "https://media.example/b.jpg", altText: "Its handle" },
    ];
    const bundle = await makeProduct({
      variants: [aVariant({ components })],
      media,
      relatedProductIds: [other.productId],
    });
    expect(bundle).toMatchObject({ variants: [{ components }], media, relatedProductIds: [other.productId] });
    const nested = [{ variantId: bundle.variants[0]?.variantId, quantity: 1 }];
    const refused = await ask("POST /v1/products", aProduct({ variants: [aVariant({ components: nested })] }));
    expect(refused).toMatchObject({ status: 400, reason: "COMPONENT_UNKNOWN" });
    const stocked = await ask("POST /v1/products", aProduct({ variants: [aVariant({ digital: true })] }));
    expect(stocked).toMatchObject({ fields: ["product.variants[0].non_stock"] });
    const song = await makeProduct({ variants: [aVariant({ digital: true, nonStock: true })] });
    expect(song).toMatchObject({ variants: [{ digital: true }] });
    const unknown = { relatedProductIds: [part.productId.slice(0, -4).concat("0000")] };
    expect(await ask("POST /v1/products", aProduct(unknown))).toMatchObject({ reason: "PRODUCT_UNKNOWN" });
  });
});

describe("seller ownership and moderation", () => {
  test("a seller's product is seen by its seller and the staff until it is approved, and again once it changes", async () => {
    const seller = { token: await market.tokenFor(["product.sell"]) };
    const rival = { token: await market.tokenFor(["product.sell"]) };
    const { state: _, ...draft } = aProduct();
    const { body } = await ask("POST /v1/seller/products", draft, seller);
    const { productId } = body.product as ProductJson;
    const read = async (caller: { token: string }) =>
      (await ask(`GET /v1/products/${productId}`, undefined, caller)).status;
    expect([await read(seller), await read(rival), await read(anyone), await read({ token: staff })]).toEqual([
      200, 404, 404, 200,
    ]);
    const path = `/v1/seller/products/${productId}`;
    expect((await ask(`PATCH ${path}`, { name: "Mine" }, rival)).status).toBe(404);
    expect((await ask(`POST ${path}:submit`, {}, rival)).status).toBe(404);
    expect(await ask(`PATCH /v1/products/${productId}`, { state: "PRODUCT_STATE_PUBLISHED" })).toMatchObject({
      reason: "NOT_APPROVED",
    });
    expect(await ask(`POST /v1/products/${productId}:approve`, {})).toMatchObject({ reason: "NOT_SUBMITTED" });
    await ask(`POST ${path}:submit`, {}, seller);
    const waiting = await listed("/v1/products?moderation_state=MODERATION_STATE_SUBMITTED");
    expect(waiting).toContain(productId);
    const rejected = await ask(`POST /v1/products/${productId}:reject`, { reason: "no picture" });
    expect(rejected.body).toMatchObject({
      product: { moderation: { state: "MODERATION_STATE_REJECTED", reason: "no picture" } },
    });
    await ask(`POST ${path}:submit`, {}, seller);
    const approved = await ask(`POST /v1/products/${productId}:approve`, {});
    expect(approved.body).toMatchObject({
      product: { state: "PRODUCT_STATE_PUBLISHED", moderation: { state: "MODERATION_STATE_APPROVED" } },
    });
    expect(await read(anyone)).toBe(200);
    const changed = await ask(`PATCH ${path}`, { name: "Other mug" }, seller);
    expect(changed.body).toMatchObject({
      product: { state: "PRODUCT_STATE_DRAFT", moderation: { state: "MODERATION_STATE_OPEN" } },
    });
    const own = await ask("GET /v1/seller/products", undefined, seller);
    expect(own.body.products).toMatchObject([{ productId }]);
    expect((await ask("GET /v1/seller/products", undefined, rival)).body.products ?? []).toEqual([]);
  });
});

describe("brands", () => {
  test("products follow a brand's new name", async () => {
    const brandId = await makeBrand();
    const { productId } = await makeProduct({ brandId });
    const name = `Hearth ${randomUUID()}`;
    await ask(`PATCH /v1/brands/${brandId}`, { name });
    await eventually(async () =>
      expect((await ask(`GET /v1/products/${productId}`)).body).toMatchObject({ product: { brand: name } }),
    );
  });
});

/** A client of the streaming methods, which speaks Connect. */
function streams(token = staff) {
  const headers: Record<string, string> = token === "" ? {} : { authorization: `Bearer ${token}` };
  const transport = createConnectTransport({ baseUrl: market.url, httpVersion: "2" });
  return { client: createClient(ProductService, transport), options: { headers } };
}

/** The staff's way to all methods. */
function streamsTransport() {
  return createConnectTransport({
    baseUrl: market.url,
    httpVersion: "2",
    interceptors: [
      (next) => (request) => {
        request.header.set("authorization", `Bearer ${staff}`);
        return next(request);
      },
    ],
  });
}

describe("Watch stream with resume", () => {
  test("customers hear what becomes of published products, in order, and go on where they ended", async () => {
    const { client, options } = streams("");
    const watched = await makeProduct();
    const heard: string[] = [];
    let token = "";
    const listen = async (until: number) => {
      const request = { productIds: [watched.productId], resumeToken: token };
      const gone = new AbortController();
      for await (const { resumeToken, change } of client.watchProducts(request, { ...options, signal: gone.signal })) {
        token = resumeToken;
        // What happened a moment ago may come first.
        if (change.case === "product" && change.value.name !== "Stoneware mug") heard.push(change.value.name);
        if (change.case === "hiddenProductId") heard.push(`-${change.value}`);
        if (change.case === undefined && heard.length === 0)
          await ask(`PATCH /v1/products/${watched.productId}`, { name: "A" });
        if (heard.length >= until) break;
      }
      gone.abort();
    };
    await listen(1);
    await ask(`PATCH /v1/products/${watched.productId}`, { name: "B" });
    await ask(`PATCH /v1/products/${watched.productId}`, { name: "C" });
    await ask(`PATCH /v1/products/${watched.productId}`, { state: "PRODUCT_STATE_DRAFT" });
    await ask(`PATCH /v1/products/${watched.productId}`, { name: "hidden" });
    await ask(`PATCH /v1/products/${watched.productId}`, { state: "PRODUCT_STATE_PUBLISHED" });
    await listen(5);
    expect(heard).toEqual(["A", "B", "C", `-${watched.productId}`, "hidden"]);
    await eventually(async () => {
      const sent = await sentStatements(() => new Promise((resolve) => setTimeout(resolve, 600)));
      expect(sent.filter(({ call }) => call?.method.endsWith("/WatchProducts"))).toEqual([]);
    });
    const damaged = client.watchProducts({ resumeToken: "nonsense" }, options)[Symbol.asyncIterator]().next();
    await expect(damaged).rejects.toMatchObject({ code: Code.OutOfRange });
  });
});

describe("bulk import and export", () => {
  const rows = (count: number, tag: string) =>
    Array.from({ length: count }, (_, index) => ({
      name: `Bulk ${index}`,
      tags: [tag],
      variants: [{ sku: `${tag}-${index}`, price: { currencyCode: "EUR", minorUnits: 100n } }],
    }));

  test("an import that broke off goes on where it was; rows that are wrong are told by number", async () => {
    const { client, options } = streams();
    const importId = randomUUID();
    const all = rows(25, randomUUID());
    const wrong = all.map((row, index) =>
      index === 7 ? { ...row, categoryIds: ["cat_00000000000000000000000001"] } : row,
    );
    const stretch = (firstRow: number) => ({
      importId,
      firstRow: BigInt(firstRow),
      products: wrong.slice(firstRow, firstRow + 10),
    });
    async function* send(...firsts: number[]) {
      for (const first of firsts) yield stretch(first);
    }
    const { productImport: half } = await client.importProducts(send(0), options);
    expect(half).toMatchObject({ nextRow: 10n, createdCount: 9n, refusedCount: 1n, errors: [{ row: 7n }] });
    const { productImport: told } = await client.getProductImport({ importId }, options);
    expect(told).toEqual(half);
    await expect(client.importProducts(send(20), options)).rejects.toMatchObject({ code: Code.InvalidArgument });
    const { productImport: done } = await client.importProducts(send(0, 10, 20), options);
    expect(done).toMatchObject({ nextRow: 25n, createdCount: 24n, refusedCount: 1n, unchangedCount: 0n });
    const { productImport: again } = await client.importProducts(send(0, 10, 20), options);
    expect(again).toEqual(done);
  });

  test("an export gives every product, and goes on behind any answer", async () => {
    const { client, options } = streams();
    const seen: string[] = [];
    let token = "";
    for await (const { products, resumeToken } of client.exportProducts({}, options)) {
      seen.push(...products.map(({ productId }) => productId));
      token = resumeToken;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const { productId } = await makeProduct({ state: "PRODUCT_STATE_DRAFT" });
    const more: string[] = [];
    for await (const { products } of client.exportProducts({ resumeToken: token }, options)) {
      more.push(...products.map((product) => product.productId));
    }
    expect(more).toContain(productId);
    expect(more.filter((id) => seen.includes(id))).toEqual([]);
  });
});

describe("import and export by CSV and NDJSON file", () => {
  test.each(["ndjson", "csv", "ndjson.gz"])(
    "what is exported as %s is what an import takes: it changes nothing",
    async (ending) => {
      const folder = await temporaryFolder();
      const transport = streamsTransport();
      const categoryIds = [
        await makeCategory({
          name: `Mugs ${randomUUID()}`,
          parentCategoryId: await makeCategory({ name: `Top ${randomUUID()}` }),
        }),
      ];
      const options = [{ name: "Size", values: ["S", "M"] }];
      const variants = ["S", "M"].map((value) => aVariant({ optionValues: [{ option: "Size", value }] }));
      const attributes = [{ name: "Material", value: 'Clay, "fired"' }];
      const kept = { tags: ["kept"], translations: [{ languageCode: "de", name: "Becher" }] };
      const { productId } = await makeProduct({
        categoryIds,
        options,
        variants,
        attributes,
        description: "Two\nlines",
        ...kept,
      });
      const file = join(folder, `shop.${ending}`);
      const { products } = await exportShop({ transport, file });
      expect(products).toBeGreaterThan(1);
      const before = (await ask(`GET /v1/products/${productId}`)).body;
      const imported = await importShop({
        file,
        dataDir: folder,
        openMarket: async () => ({ url: market.url, transport }),
        progress: { stream: process.stderr, now: () => 0 },
      });
      expect(imported.rowErrors).toBe(0);
      expect((await ask(`GET /v1/products/${productId}`)).body).toEqual(before);
      await rm(folder, { recursive: true });
    },
  );
});

describe("lists of products", () => {
  test.each([
    ["of all", "GET /v1/products"],
    ["of a category", "GET /v1/products?category_id="],
    ["of a collection by hand", "GET /v1/collections/"],
    ["of a collection by rule", "GET /v1/collections/"],
  ])("%s cost as many statements at 100 a page as at 10", async (which, route) => {
    const tag = randomUUID();
    const categoryId = await makeCategory();
    const products = Array.from({ length: 100 }, () => aProduct({ tags: [tag], categoryIds: [categoryId] }));
    const { body } = await ask("POST /v1/products:batchUpsert", { products, requestId: tag });
    const productIds = (body.results as ProductJson[]).map(({ productId }) => productId);
    const chosen = which.endsWith("hand") ? { productIds } : { rule: { tags: [tag] } };
    const path = route.endsWith("collections/")
      ? `${route}${(await made<{ collectionId: string }>("POST /v1/collections", { name: tag, slug: `c-${tag}`, ...chosen })).collectionId}/products?`
      : route.endsWith("=")
        ? `${route}${categoryId}&`
        : `${route}?`;
    await eventually(async () => expect((await ask(`${path}page_size=100`)).body.products).toHaveLength(100));
    const named = async (pageSize: number) => {
      const sent = await sentStatements(
        async () => void (await ask(`${path}page_size=${pageSize}`, undefined, anyone)),
      );
      return sent.filter(({ call }) => call?.method.includes("/List")).map(({ name }) => name);
    };
    expect((await named(10)).length).toBeGreaterThan(0);
    expect(await named(100)).toEqual(await named(10));
  });
});

describe("validate_only", () => {
  test("says what would be done, refuses what would be refused, and keeps nothing", async () => {
    const wanted = aProduct();
    const answer = await ask("POST /v1/products?validate_only=true", wanted);
    expect(answer.body).toMatchObject({ product: { name: wanted.name, etag: "1" } });
    expect(await listed(`/v1/products?slug=${wanted.slug}`)).toEqual([]);
    const { productId, slug } = await makeProduct();
    expect(await ask("POST /v1/products?validate_only=true", { ...wanted, slug })).toMatchObject({
      reason: "SLUG_TAKEN",
    });
    const change = await ask(`PATCH /v1/products/${productId}?validate_only=true`, { name: "Tall mug" });
    expect(change.body).toMatchObject({ product: { name: "Tall mug", etag: "2" } });
    expect((await ask(`GET /v1/products/${productId}`)).body).toMatchObject({ product: { etag: "1" } });
  });
});
