import { createTestDatabase, sentStatements, type TestDatabase } from "#mesh/testing";
import type { Search } from "../src/domain/search.ts";
import { aCategory, aProduct, aSearch, ids, noon } from "./builders.ts";
import { type OpenSearch, openSearch } from "./open-search.ts";

let own: TestDatabase;
let search: OpenSearch;

beforeAll(async () => {
  own = await createTestDatabase();
  search = await openSearch(own.url, 1);
});

afterAll(async () => {
  await search?.close();
  await own?.drop();
});

const namesOf = async (work: () => Promise<unknown>) => (await sentStatements(work)).map(({ name }) => name);

test.each([10, 100])("with %i products an RPC takes the statements that the README tells", async (count) => {
  const { index, builds } = search;
  const products = Array.from({ length: count }, () => aProduct({ name: "Plain bowl", brand: "Kilnworks" }));
  const find = (change: Partial<Search>) => () => index.search(aSearch(change), undefined, count);
  expect(await namesOf(() => index.take({ products, categories: [] }, noon))).toEqual(["search.take_products"]);
  expect(await namesOf(() => index.take({ products: [], categories: [aCategory()] }, noon))).toEqual([
    "search.take_category",
  ]);
  const two = (name: string) => ["search.ask_vocabulary", name];
  expect(await namesOf(find({ query: "bolw plain" }))).toEqual(two("search.find.0.2"));
  expect(await namesOf(find({ brand: "Kilnworks" }))).toEqual(two("search.find.0.0"));
  expect(await namesOf(find({}))).toEqual(two("search.newest.0"));
  expect(await namesOf(find({ query: "qqqqqqqqq" }))).toEqual(["search.ask_vocabulary"]);
  expect(await namesOf(() => index.suggest("plain bo", 10))).toEqual(["search.suggest"]);
  expect(await namesOf(() => builds.state())).toEqual(["search.generations"]);
});

test("beginning, taking steps of and finishing a rebuild take the statements that the README tells", async () => {
  const { builds } = search;
  const owner = ids.uuid();
  const begin = await namesOf(() => builds.begin(noon));
  expect(begin).toEqual(["BEGIN", "search.lock_generations", "search.begin", "COMMIT"]);
  const build = await builds.claim(owner, noon);
  if (build === undefined) throw new Error("nothing to build");
  const changes = { products: [aProduct(), aProduct()], categories: [] };
  const step = { changes, position: 2n, logEnd: 2n };
  const extend = await namesOf(() => builds.extend(owner, build, step, noon));
  expect(extend).toEqual(["BEGIN", "search.advance", "search.take_products", "COMMIT"]);
  const finish = await namesOf(() => builds.finish(owner, build, noon));
  const switched = ["search.lock_generations", "search.retire", "search.serve", "mesh.outbox.append_one"];
  expect(finish).toEqual(["BEGIN", ...switched, "COMMIT"]);
});
