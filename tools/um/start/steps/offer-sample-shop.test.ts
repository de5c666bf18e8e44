import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { ProductSchema } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { unitsOf } from "../../../sample-shop/load-stock.ts";
import { type FakeMarket, fakeMarket } from "../../test/fake-market.ts";
import { readProgress } from "../progress.ts";
import { offerSampleShop } from "./offer-sample-shop.ts";

let dataDir: string;
let market: FakeMarket;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "offer-"));
  market = fakeMarket();
});

afterEach(() => rm(dataDir, { recursive: true }));

const offer = () => offerSampleShop(market.transport, dataDir);

function expectWholeShop(): void {
  const variants = [...market.products.values()].flatMap((product) => product.variants);
  expect([market.products.size, market.categories.size, market.brands.size]).toEqual([64, 8, 17]);
  expect([...market.products.values()].filter(({ brandId }) => !brandId.startsWith("brd "))).toEqual([]);
  expect(market.collections.get("a-slow-breakfast")?.productIds[0]).toBe("prd house-blend-coffee");
  expect(market.collections.get("books-in-english")?.rule?.categoryIds).toEqual(["cat books"]);
  expect(market.collections.get("from-the-pottery")?.rule?.brandIds).toEqual(["brd ottermill"]);
  expect(market.collections.size).toBe(4);
  expect(market.listPrices.get("sample-shop/price-list/by-the-half-dozen var KIT-MUG-FERN")).toBe(1290n);
  expect([...market.stock].toSorted()).toEqual(
    variants.map(({ variantId, sku }) => [variantId, unitsOf(sku)]).toSorted(),
  );
  expect(market.taxRules.get("DE")).toBe(1900);
  expect(market.taxRules.has("US")).toBe(false);
  expect([...market.coupons].toSorted()).toEqual(["FIVEOFF", "WELCOME10"]);
}

test("an empty market gets the catalogue, stock of every variant, taxes and promotions", async () => {
  expect(await offer()).toMatch(
    /^sample shop is loaded: 64 products of 17 brands in 8 categories and 4 collections, with stock, taxes of \d+ countries, and coupons \w+ and \w+$/,
  );
  expectWholeShop();
});

test("a loaded shop is not loaded again", async () => {
  await offer();
  const { length } = market.calls;
  expect(await offer()).toBe("sample shop was loaded before");
  expect(market.calls).toHaveLength(length);
});

test.each([
  ["createProduct", 30],
  ["adjustStock", 0],
  ["adjustStock", 50],
  ["batchUpdatePriceListEntries", 0],
  ["createCollection", 2],
])("a start that was broken off at %s number %d is gone on from, and nothing is there twice", async (call, times) => {
  market.breakAt = { call, times };
  await expect(offer()).rejects.toThrow("the market is gone");
  expect(await readProgress(dataDir)).toEqual({ shop: "loading" });
  market.breakAt = undefined;
  expect(await offer()).toContain("64 products");
  expectWholeShop();
});

test("a market with products of its own is left alone", async () => {
  market.products.set("own", create(ProductSchema, { slug: "own", name: "Own" }));
  expect(await offer()).toContain("the sample shop stays away");
  expect([market.products.size, market.taxRules.size]).toEqual([1, 0]);
  expect(await readProgress(dataDir)).toEqual({});
});
