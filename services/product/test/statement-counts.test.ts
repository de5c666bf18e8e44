import { systemClock } from "#mesh/kernel";
import { type Database, provision } from "#mesh/store";
import { createTestDatabase, sentStatements, type TestDatabase } from "#mesh/testing";
import { batchUpsertProducts } from "../src/app/batch-upsert-products.ts";
import { type CategoryEvent, createCategory } from "../src/domain/category.ts";
import type { ProductEvent } from "../src/domain/product.ts";
import type { ProductEntry } from "../src/domain/upsert-products.ts";
import { postgresCategoryStore } from "../src/store/postgres-category-store.ts";
import { postgresProductStore } from "../src/store/postgres-product-store.ts";
import { openStaffLists, type StaffLists } from "../src/store/staff-lists.ts";
import { aCategoryDraft, anEntry, aVariantDraft, ids, noon } from "./builders.ts";
import { fakePorts } from "./fake-ports.ts";
import { openProduct } from "./open-product.ts";

let own: TestDatabase;
let database: Database<ProductEvent | CategoryEvent>;
let staffLists: StaffLists;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["product"] });
  database = await openProduct(own.url, 1);
  staffLists = openStaffLists(database);
});

afterAll(async () => {
  await staffLists?.close();
  await database?.close();
  await own?.drop();
});

const keyed = (...statements: readonly string[]) => [
  "BEGIN",
  "INSERT",
  "product.lock_by_skus",
  "product.find_slugs",
  ...statements,
  "mesh.request_key.keep",
  "COMMIT",
];

test.each([10, 500])("a batch of %i products takes the statements that the README tells", async (count) => {
  const categories = postgresCategoryStore(database);
  const products = postgresProductStore(database, staffLists);
  const { categoryId } = await categories.create(undefined, () =>
    createCategory(aCategoryDraft(), undefined, noon, ids),
  );
  const upsert = batchUpsertProducts({ ...fakePorts().ports, products, clock: systemClock });
  const statementsOf = async (entries: readonly ProductEntry[]) => {
    const request = { caller: "usr_1", method: "/Upsert", key: ids.uuid(), hash: "a" };
    const sent = await sentStatements(async () => {
      for (const result of await upsert(entries, request)) expect(result).not.toHaveProperty("refusal");
    });
    return sent.map(({ name }) => name);
  };
  const fresh = Array.from({ length: count }, () => anEntry());
  const told = "mesh.outbox.append_many";
  expect(await statementsOf(fresh)).toEqual(keyed("product.insert_all", "product.insert_all_variants", told));
  expect(await statementsOf(fresh)).toEqual(keyed());
  const renamed = fresh.map((entry) => ({ ...entry, name: "Tall mug" }));
  expect(await statementsOf(renamed)).toEqual(keyed("product.update_all", told));
  const options = [{ name: "Size", values: ["S", "M"] }];
  const resized = renamed.map(({ variants: [variant], ...entry }) => ({
    ...entry,
    options,
    variants: [variant ?? aVariantDraft(), aVariantDraft()].map((draft, index) => {
      return { ...draft, optionValues: [{ option: "Size", value: index === 0 ? "S" : "M" }] };
    }),
  }));
  expect(await statementsOf(resized)).toEqual(
    keyed("product.update_all", "product.remove_all_variants", "product.insert_all_variants", told),
  );
  const placed = [...resized.slice(1).map((entry) => ({ ...entry, categoryIds: [categoryId] })), anEntry()];
  const [begin, key, ...others] = keyed(
    "product.insert_all",
    "product.update_all",
    "product.place_all_in_categories",
    "product.insert_all_variants",
    told,
  );
  expect(await statementsOf(placed)).toEqual([begin, key, "category.find_with_above", ...others]);
});
