import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { type OpenSearch, openSearch } from "../open-search.ts";
import { fillIndex } from "./fill-index.ts";
import { measureSearches } from "./measure-searches.ts";

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

test("in a filled index every way to ask finds something, by two statements and few buffers", async () => {
  const costs = await measureSearches(search, await fillIndex(search, own.url, 1_200), 3);
  expect(costs).toHaveLength(9);
  for (const { title, found, statements, buffers } of costs) {
    expect([title, found > 0, statements <= 2, buffers < 2_000]).toEqual([title, true, true, true]);
  }
});
