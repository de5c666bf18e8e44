import { type Database, provision, statement } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { CategoryEvent } from "../src/domain/category.ts";
import type { ProductEvent } from "../src/domain/product.ts";
import { postgresCategoryStore } from "../src/store/postgres-category-store.ts";
import { postgresProductStore } from "../src/store/postgres-product-store.ts";
import { openStaffLists, type StaffLists } from "../src/store/staff-lists.ts";
import { openProduct } from "./open-product.ts";
import { productStoresContract } from "./product-stores.contract.ts";
import { type UpsertStores, upsertsContract } from "./upserts.contract.ts";

let own: TestDatabase;
let database: Database<ProductEvent | CategoryEvent>;
let staffLists: StaffLists;
let stores: UpsertStores;

const told = statement<{ version: bigint }>("test.told", "SELECT version FROM outbox WHERE key = $1 ORDER BY seq");

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["product"] });
  database = await openProduct(own.url);
  staffLists = openStaffLists(database);
  stores = {
    products: postgresProductStore(database, staffLists),
    categories: postgresCategoryStore(database),
    told: async (productId) => (await database.query(told, [productId])).map(({ version }) => Number(version)),
  };
});

afterAll(async () => {
  await staffLists?.close();
  await database?.close();
  await own?.drop();
});

productStoresContract(() => stores);
upsertsContract(() => stores);
