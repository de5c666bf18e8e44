import { readFile } from "node:fs/promises";
import { statement } from "#mesh/store";
import { createTestDatabase, fakeClock, type TestDatabase } from "#mesh/testing";
import { advanceBuild } from "../src/app/advance-build.ts";
import type { CatalogueProduct } from "../src/domain/indexed-product.ts";
import { aCategory, aProduct, ids } from "./builders.ts";
import { type OpenSearch, openSearch } from "./open-search.ts";
import { pick, seeded } from "./relevance/seeded.ts";

let own: TestDatabase;
let search: OpenSearch;

beforeAll(async () => {
  own = await createTestDatabase();
  search = await openSearch(own.url);
});

afterAll(async () => {
  await search?.close();
  await own?.drop();
});

/** The statements of the README's first block of SQL; each answers true. */
async function invariants(): Promise<string[]> {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const block = /```sql\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  return block
    .split(";")
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

async function broken(): Promise<string[]> {
  const wrong: string[] = [];
  for (const [number, text] of (await invariants()).entries()) {
    const [row] = await search.database.query(statement<Record<string, boolean>>(`test.invariant.${number}`, text));
    if (!Object.values(row ?? {}).every((holds) => holds)) wrong.push(text);
  }
  return wrong;
}

const words = ["red", "blue", "jug", "jugs", "bowl", "lamp", "the", "t-light", "12", "SKU-12345-A"];

/** Versions of a few products, in random order and with repeats. */
function tellings(count: number): CatalogueProduct[] {
  const random = seeded(5);
  const products = Array.from({ length: 12 }, () => aProduct());
  return Array.from({ length: count }, () => {
    const name = Array.from({ length: 3 }, () => pick(random, words)).join(" ");
    const version = 1 + Math.floor(random() * 20);
    return { ...pick(random, products), version, name: `${name} ${version}`, isPublished: random() < 0.8 };
  });
}

test("the README names invariants, and the first index keeps them", async () => {
  expect((await invariants()).length).toBe(4);
  expect(await broken()).toEqual([]);
});

test("they hold whatever is told at once, out of order and twice, while the index is built anew", async () => {
  const told = tellings(300);
  const clock = fakeClock();
  const category = aCategory();
  const log = {
    async read(after: bigint) {
      const products = told.slice(Number(after), Number(after) + 20);
      const logEnd = BigInt(told.length);
      return { changes: { products, categories: [category] }, position: after + BigInt(products.length), logEnd };
    },
  };
  await search.builds.begin(clock.now());
  const live = Array.from({ length: 3 }, async (_, lane) => {
    for (let start = lane * 5; start < told.length; start += 15) {
      const products = told.slice(start, start + 5);
      await search.index.take({ products, categories: [{ ...category, version: start + 2 }] }, clock.now());
    }
  });
  await Promise.all([...live, advanceBuild({ ...search, log, clock, ids })()]);
  expect((await search.builds.state()).generation).toBe(2n);
  expect(await broken()).toEqual([]);
});

test("an index that is out of order is noticed", async () => {
  await search.database.query(statement("test.break", "UPDATE words SET frequency = frequency + 1"));
  expect(await broken()).toHaveLength(1);
});
