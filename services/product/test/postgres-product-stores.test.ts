import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { CategoryEvent } from "../src/domain/category.ts";
import type { ProductEvent } from "../src/domain/product.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresCategoryStore } from "../src/store/postgres-category-store.ts";
import { postgresProductStore } from "../src/store/postgres-product-store.ts";
import { openStaffLists, type StaffLists } from "../src/store/staff-lists.ts";
import { ids } from "./builders.ts";
import { type ProductStores, productStoresContract } from "./product-stores.contract.ts";

let own: TestDatabase;
let database: Database<ProductEvent | CategoryEvent>;
let staffLists: StaffLists;
let stores: ProductStores;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["product"] });
  database = await openDatabase({
    service: "product",
    url: own.url,
    poolSize: 4,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent,
    clock: systemClock,
    ids,
    log: silentLogger,
  });
  staffLists = openStaffLists(database);
  stores = { products: postgresProductStore(database, staffLists), categories: postgresCategoryStore(database) };
});

afterAll(async () => {
  await staffLists?.close();
  await database?.close();
  await own?.drop();
});

productStoresContract(() => stores);
