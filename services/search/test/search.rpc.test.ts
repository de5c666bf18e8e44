import { ProductState } from "#gen/grpc/ultramarket/product/v1/product.ts";
import {
  SearchIndexServiceService,
  SearchOrder,
  type SearchProductsRequest,
  SearchServiceService,
} from "#gen/grpc/ultramarket/search/v1/search_service.ts";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { searchService } from "../src/service.ts";
import { ids } from "./builders.ts";
import { aToldCategory, aToldProduct, aToldVariant, fakeCatalogue } from "./fake-catalogue.ts";

const catalogue = fakeCatalogue();
let market: TestHost;
let server: GrpcServer;
let search: Client<typeof SearchServiceService>;
let index: Client<typeof SearchIndexServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [catalogue.service, searchService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  const channel = grpcChannel({ address: server.address });
  search = createClient(SearchServiceService, channel);
  index = createClient(SearchIndexServiceService, channel);
  staff = { token: await market.tokenFor(["search.read", "search.write"]) };
});

afterAll(async () => {
  await server?.drain(1_000);
  await market?.close();
});

const refusal = (reason: string) => expect.objectContaining({ reason });

function aRequest(change: Partial<SearchProductsRequest> = {}): SearchProductsRequest {
  return {
    query: "",
    categoryId: "",
    brand: "",
    currencyCode: "",
    minPrice: undefined,
    maxPrice: undefined,
    orderBy: SearchOrder.SEARCH_ORDER_UNSPECIFIED,
    pageSize: 0,
    pageToken: "",
    ...change,
  };
}

const find = (change: Partial<SearchProductsRequest>) => search.searchProducts(aRequest(change));
const namesOf = async (change: Partial<SearchProductsRequest>) => (await find(change)).hits.map(({ name }) => name);
/** A word no other test uses. */
const ownWord = () => `q${ids.uuid().replaceAll("-", "").slice(-12)}`;
const eur = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });

test("a product is found within a second of its change, by its new name only, and no longer when it is withdrawn", async () => {
  const [before, after] = [ownWord(), ownWord()];
  const product = aToldProduct({ name: `Mug ${before}` });
  const within = { timeoutMs: 1_000 };
  await catalogue.tellProducts(product);
  await eventually(async () => expect(await namesOf({ query: before })).toEqual([product.name]), within);
  await catalogue.tellProducts({ ...product, name: `Mug ${after}`, etag: "2" });
  await eventually(async () => expect(await namesOf({ query: after })).toEqual([`Mug ${after}`]), within);
  expect(await namesOf({ query: before })).toEqual([]);
  await catalogue.tellProducts({ ...product, state: ProductState.PRODUCT_STATE_DRAFT, etag: "3" });
  await eventually(async () => expect(await namesOf({ query: after })).toEqual([]), within);
  await catalogue.tellProducts({ ...product, etag: "2" }, aToldProduct({ name: `Later ${after}` }));
  await eventually(async () => expect(await namesOf({ query: after })).toEqual([`Later ${after}`]));
});

test("a hit tells what a list shows: name, slug, brand, picture, and the lowest price in the currency asked for", async () => {
  const word = ownWord();
  const media = [{ url: "https://media.example/1.jpg", altText: "" }];
  const variants = [aToldVariant(1290n), aToldVariant(990n), aToldVariant(1500n, "USD", `SKU-${word}-1`)];
  const attributes = [{ name: "Material", value: `Clay${word}` }];
  const options = [{ name: "Size", values: [`Tall${word}`] }];
  const product = aToldProduct({ name: "Jug", brand: "Kilnworks", media, variants, attributes, options });
  await catalogue.tellProducts(product);
  const hit = { productId: product.productId, name: "Jug", slug: product.slug, brand: "Kilnworks" };
  const shown = { ...hit, imageUrl: media[0]?.url, score: expect.any(Number) };
  await eventually(async () =>
    expect((await find({ query: `sku-${word}-1` })).hits).toEqual([{ ...shown, price: eur(990n) }]),
  );
  for (const fact of [`clay${word}`, `tall${word}`]) expect(await namesOf({ query: fact })).toEqual(["Jug"]);
  const { hits } = await find({ query: `sku-${word}`, currencyCode: "USD" });
  expect(hits).toEqual([{ ...shown, price: { currencyCode: "USD", minorUnits: 1500n } }]);
});

test("filters and facets know categories with all below them, brands and prices", async () => {
  const word = ownWord();
  const top = aToldCategory({ name: `House ${word}` });
  const below = aToldCategory({ name: "Kitchen", parentCategoryId: top.categoryId });
  await catalogue.tellCategory(top);
  await catalogue.tellCategory(below);
  const make = (name: string, brand: string, price: bigint, categoryIds: string[]) =>
    aToldProduct({ name: `${name} ${word}`, brand, categoryIds, variants: [aToldVariant(price)] });
  await catalogue.tellProducts(
    make("Plate", "Alder & Oak", 450n, [below.categoryId]),
    make("Bowl", "Alder & Oak", 1200n, [below.categoryId]),
    make("Lamp", "Lumen", 1900n, [top.categoryId]),
    make("Tree", "", 9900n, []),
  );
  await eventually(async () => expect(await namesOf({ query: word })).toHaveLength(4));
  const { facets, totalSize } = await find({ query: word });
  expect(totalSize).toBe(4n);
  expect(facets).toEqual([
    {
      field: "category_id",
      buckets: [
        { value: top.categoryId, label: top.name, count: 3n },
        { value: below.categoryId, label: "Kitchen", count: 2n },
      ],
    },
    {
      field: "brand",
      buckets: [
        { value: "Alder & Oak", label: "Alder & Oak", count: 2n },
        { value: "Lumen", label: "Lumen", count: 1n },
      ],
    },
    {
      field: "price",
      buckets: [
        { value: "EUR 1000-1999", label: "10.00 EUR to 19.99 EUR", count: 2n },
        { value: "EUR 0-499", label: "0.00 EUR to 4.99 EUR", count: 1n },
        { value: "EUR 5000-9999", label: "50.00 EUR to 99.99 EUR", count: 1n },
      ],
    },
  ]);
  const sorted = async (change: Partial<SearchProductsRequest>) =>
    (await namesOf(change)).map((name) => name.slice(0, 4)).sort();
  expect(await sorted({ query: word, categoryId: top.categoryId })).toEqual(["Bowl", "Lamp", "Plat"]);
  expect(await sorted({ categoryId: below.categoryId })).toEqual(["Bowl", "Plat"]);
  expect(await sorted({ query: word, brand: "Alder & Oak" })).toEqual(["Bowl", "Plat"]);
  expect(await sorted({ query: word, minPrice: eur(1200n), maxPrice: eur(1900n) })).toEqual(["Bowl", "Lamp"]);
  expect(await sorted({ query: word, minPrice: { currencyCode: "USD", minorUnits: 1n } })).toEqual([]);
  expect(await sorted({ query: `house ${word}` })).toEqual(["Bowl", "Lamp", "Plat", "Tree"]);
  expect((await namesOf({ query: `house ${word}` })).at(-1)).toBe(`Tree ${word}`);
  await catalogue.tellCategory({ ...below, name: `Cellar`, etag: "2" });
  await eventually(async () => {
    const labels = (await find({ query: word })).facets[0]?.buckets.map(({ label }) => label);
    expect(labels).toEqual([top.name, "Cellar"]);
  });
});

test("pages show each product once in every order, and totals stay", async () => {
  const word = ownWord();
  const products = Array.from({ length: 7 }, (_, number) =>
    aToldProduct({ name: `Cup ${word} ${number}`, variants: [aToldVariant(BigInt((number * 3) % 7))] }),
  );
  await catalogue.tellProducts(...products);
  await eventually(async () => expect((await find({ query: word })).totalSize).toBe(7n));
  const walk = async (orderBy: SearchOrder) => {
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await find({ query: word, orderBy, pageSize: 2, pageToken });
      expect(page.totalSize).toBe(7n);
      expect(page.facets.length).toBe(pageToken === "" ? 1 : 0);
      seen.push(...page.hits.map(({ name }) => name.slice(-1)));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    return seen.join("");
  };
  expect(await walk(SearchOrder.SEARCH_ORDER_NEWEST)).toBe("6543210");
  expect(await walk(SearchOrder.SEARCH_ORDER_PRICE_ASCENDING)).toBe("0531642");
  expect(await walk(SearchOrder.SEARCH_ORDER_PRICE_DESCENDING)).toBe("2461350");
  expect([...(await walk(SearchOrder.SEARCH_ORDER_RELEVANCE))].sort().join("")).toBe("0123456");
});

test("without words the newest come first", async () => {
  const product = aToldProduct({ name: ownWord() });
  await catalogue.tellProducts(product);
  await eventually(async () => expect((await namesOf({ pageSize: 1 }))[0]).toBe(product.name));
});

test("a damaged page token, and one of another search, are refused with PAGE_TOKEN_INVALID", async () => {
  const word = ownWord();
  await catalogue.tellProducts(aToldProduct({ name: `A ${word}` }), aToldProduct({ name: `B ${word}` }));
  await eventually(async () => expect((await find({ query: word })).totalSize).toBe(2n));
  const { nextPageToken: pageToken } = await find({ query: word, pageSize: 1 });
  expect(pageToken).not.toBe("");
  const [fingerprint] = JSON.parse(Buffer.from(pageToken, "base64url").toString());
  const forged = (...key: readonly string[]) =>
    Buffer.from(JSON.stringify([fingerprint, ...key])).toString("base64url");
  for (const change of [
    { query: word, pageToken: "?" },
    { query: `${word}x`, pageToken },
    { query: word, pageToken, brand: "Lumen" },
    { query: word, pageToken: forged("1", "high", ids.next("prd")) },
    { query: word, pageToken: forged("1", "1", "prd_1") },
    { query: word, pageToken: forged("99", "1", ids.next("prd")) },
  ]) {
    await expect(find(change)).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  }
});

test("price limits that contradict each other are refused with PRICE_RANGE_INVALID", async () => {
  const usd = { currencyCode: "USD", minorUnits: 1n };
  await expect(find({ minPrice: eur(1n), maxPrice: usd })).rejects.toThrow(refusal("PRICE_RANGE_INVALID"));
  await expect(find({ minPrice: eur(2n), maxPrice: eur(1n) })).rejects.toThrow(refusal("PRICE_RANGE_INVALID"));
});

test("suggestions complete words that stand together and names, and forgive a slip", async () => {
  const [first, second] = ["Zwiebelmuster", "Zwiebeltopf"].map((name) => `${name} ${ownWord()}`);
  await catalogue.tellProducts(aToldProduct({ name: first ?? "" }), aToldProduct({ name: second ?? "" }));
  const suggested = async (query: string) => (await search.suggestQueries({ query, pageSize: 5 })).suggestions;
  await eventually(async () => expect((await suggested("zwieb")).map(({ text }) => text)).toContain("zwiebeltopf"));
  expect((await suggested("zwieb")).filter(({ productId }) => productId !== "").map(({ text }) => text)).toEqual(
    [first, second].sort(),
  );
  expect((await suggested("zwibelt")).map(({ text }) => text)).toContain("zwiebeltopf");
  const own = first?.split(" ")[1] ?? "";
  const together = async () => (await suggested(`${own} zw`)).map(({ text }) => text);
  await eventually(async () => expect(await together()).toEqual([`${own} zwiebelmuster`]));
  expect(await suggested("?!")).toEqual([]);
});

test("suggestions go on after the number of a model, though it ends like a word", async () => {
  const model = `${ownWord()}e`;
  await catalogue.tellProducts(aToldProduct({ name: `Bohrmaschine ${model}` }));
  const suggested = async () => (await search.suggestQueries({ query: `${model} bohrm`, pageSize: 5 })).suggestions;
  await eventually(async () => expect((await suggested()).map(({ text }) => text)).toEqual([`${model} bohrmaschine`]));
});

test("the staff rebuilds the index once at a time, searches answer in full all along, and the new one serves", async () => {
  const word = ownWord();
  await catalogue.tellProducts(...Array.from({ length: 5 }, () => aToldProduct({ name: word })));
  await eventually(async () => expect((await find({ query: word })).totalSize).toBe(5n));
  const { index: before } = await index.getIndex({}, staff);
  const requestId = ids.uuid();
  const { index: begun } = await index.rebuildIndex({ requestId }, staff);
  expect(begun?.buildingGeneration).toBe((before?.generation ?? 0n) + 1n);
  expect(await index.rebuildIndex({ requestId }, staff)).toEqual({ index: begun });
  await expect(index.rebuildIndex({ requestId: ids.uuid() }, staff)).rejects.toThrow(refusal("REBUILD_RUNNING"));
  await eventually(async () => {
    expect((await find({ query: word })).totalSize).toBe(5n);
    const { index: now } = await index.getIndex({}, staff);
    expect(now).toMatchObject({ generation: begun?.buildingGeneration, buildingGeneration: 0n });
    expect(now?.productCount).toBe(before?.productCount);
  });
});

test("only the staff reads or rebuilds the index", async () => {
  const token = await market.tokenFor([]);
  await expect(index.getIndex({}, { token })).rejects.toThrow(refusal("PERMISSION_MISSING"));
  await expect(index.rebuildIndex({ requestId: ids.uuid() }, { token })).rejects.toThrow(refusal("PERMISSION_MISSING"));
});
