import { statement } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { indexBuildsContract } from "./index-builds.contract.ts";
import { type OpenSearch, openSearch } from "./open-search.ts";
import { productIndexContract } from "./product-index.contract.ts";

let own: TestDatabase;
let search: OpenSearch;

const open = async () => {
  own = await createTestDatabase();
  search = await openSearch(own.url);
};
const close = async () => {
  await search?.close();
  await own?.drop();
};

describe("finding", () => {
  beforeAll(open);
  afterAll(close);
  productIndexContract(() => search);
});

describe("building", () => {
  beforeEach(open);
  afterEach(close);
  const breakIndex = async () => {
    await search.index.take({ products: [], categories: [] }, new Date());
    for (const table of ["documents", "words", "categories"]) {
      await search.database.query(statement(`test.empty_${table}`, `DELETE FROM ${table}`));
    }
  };
  indexBuildsContract(() => search, breakIndex);
});
