import { readFileSync } from "node:fs";
import pg from "pg";
import { type Database, provision } from "#mesh/store";
import { createTestDatabase, eventually, type TestDatabase } from "#mesh/testing";
import type { Hold } from "../src/app/ports.ts";
import type { InventoryEvent } from "../src/domain/event.ts";
import { postgresReservationStore } from "../src/store/postgres-reservation-store.ts";
import { postgresStockStore } from "../src/store/postgres-stock-store.ts";
import { postgresWarehouseStore } from "../src/store/postgres-warehouse-store.ts";
import { aRequest, failures, type InventoryStores } from "./actions.ts";
import { batchesContract } from "./batches.contract.ts";
import { after, aHold, anAdjustment, ids, noon } from "./builders.ts";
import { countWaiting, openInventory } from "./open-inventory.ts";
import { racesContract } from "./races.contract.ts";
import { reservationStoreContract } from "./reservation-store.contract.ts";
import { reserveRacesContract } from "./reserve-races.contract.ts";
import { shipmentsContract } from "./shipments.contract.ts";
import { stockStoresContract } from "./stock-stores.contract.ts";

let own: TestDatabase;
let owner: pg.Client;
let database: Database<InventoryEvent>;
let stores: InventoryStores;

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const auditQueries = [...readme.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = ""]) => sql);

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["inventory"] });
  database = await openInventory(own.url);
  owner = new pg.Client({ connectionString: own.url });
  await owner.connect();
  stores = storesOf(database);
});

afterAll(async () => {
  await owner?.end();
  await database?.close();
  await own?.drop();
});

function storesOf(database: Database<InventoryEvent>): InventoryStores {
  return {
    warehouses: postgresWarehouseStore(database),
    stock: postgresStockStore(database),
    reservations: postgresReservationStore(database, ids),
    audit,
    async expiries(reservationId) {
      const sql = "SELECT FROM inventory.outbox WHERE key = $1 AND subject = 'inventory.v1.reservation_expired'";
      return (await owner.query(sql, [reservationId])).rows.length;
    },
    async adjustments(variantId) {
      const sql = "SELECT FROM inventory.outbox WHERE key = $1 AND subject = 'inventory.v1.stock_adjusted'";
      return (await owner.query(sql, [variantId])).rows.length;
    },
  };
}

async function audit(): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const sql of auditQueries) found.push(...(await owner.query(sql)).rows);
  return found;
}

describe("stock", () => stockStoresContract(() => stores));
describe("batches", () => batchesContract(() => stores));
describe("reservations", () => reservationStoreContract(() => stores));
describe("shipments", () => shipmentsContract(() => stores));
describe("races", () => racesContract(() => stores));
describe("races of two", () => reserveRacesContract(() => stores));

test.each([
  ["a level without its movement", "UPDATE inventory.stock_levels SET on_hand = on_hand + 1 WHERE variant_id = $1"],
  [
    "a sent unit without its movement",
    "UPDATE inventory.allocations SET shipped = 1, quantity = quantity + 1 WHERE variant_id = $1",
  ],
  ["a reserved unit without its reservation", "UPDATE inventory.stock_levels SET reserved = 0 WHERE variant_id = $1"],
  [
    "a released reservation that holds units",
    `UPDATE inventory.reservations SET state = 'RELEASED'
     WHERE reservation_id IN (SELECT reservation_id FROM inventory.allocations WHERE variant_id = $1)`,
  ],
  [
    "a hold that outlives its time",
    `UPDATE inventory.reservations SET expire_time = now() - interval '61 seconds'
     WHERE reservation_id IN (SELECT reservation_id FROM inventory.allocations WHERE variant_id = $1)`,
  ],
])("the audit of the README finds %s", async (_, damage) => {
  const adjustment = anAdjustment();
  await stores.stock.adjust(adjustment);
  await stores.reservations.reserve(aHold({ lines: [{ variantId: adjustment.variantId, quantity: 1n }] }), noon);
  expect(await audit()).toEqual([]);
  const uuid = (await owner.query("SELECT variant_id FROM inventory.stock_movements ORDER BY movement_id DESC LIMIT 1"))
    .rows[0].variant_id;
  await owner.query("BEGIN");
  await owner.query(damage, [uuid]);
  expect(await audit()).not.toEqual([]);
  await owner.query("ROLLBACK");
});

test.each([
  ["UPDATE", "UPDATE inventory.stock_movements SET quantity_delta = 1"],
  ["DELETE", "DELETE FROM inventory.stock_movements"],
  ["TRUNCATE", "TRUNCATE inventory.stock_movements"],
])("the database refuses %s of movements, from its owner too", async (_, sql) => {
  await expect(owner.query(sql)).rejects.toThrow("rows of stock_movements are only ever added");
});

test("a commit that waited for a release answers what that one left", async () => {
  const adjustment = anAdjustment();
  await stores.stock.adjust(adjustment);
  const line = { variantId: adjustment.variantId, quantity: 3n };
  const { reservationId } = await stores.reservations.reserve(aHold({ lines: [line] }), noon);
  await owner.query("BEGIN; SELECT FROM inventory.reservations FOR UPDATE");
  const released = stores.reservations.release(reservationId, [{ ...line, quantity: 1n }], noon);
  await eventually(async () => (await countWaiting(owner)) === 1);
  const committed = stores.reservations.commit(reservationId, noon);
  await eventually(async () => (await countWaiting(owner)) === 2);
  await owner.query("ROLLBACK");
  expect((await released)?.state).toBe("HELD");
  expect(await committed).toEqual(await stores.reservations.find(reservationId));
});

/** Without these a small table is read row by row in the order of the request, as a large one is. */
const waysThatIgnoreTheRequest = ["enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_bitmapscan"];

test.each([1_000n, 40n])(
  "with %i units of each, who reserves variants twice, in opposite orders, sends, releases, expires and adjusts never deadlocks",
  async (quantityDelta) => {
    const apart = await createTestDatabase();
    const name = new URL(apart.url).pathname.slice(1);
    for (const way of waysThatIgnoreTheRequest) await owner.query(`ALTER DATABASE ${name} SET ${way} = off`);
    await provision({ url: apart.url, services: ["inventory"] });
    const inventory = await openInventory(apart.url);
    const { stock, reservations } = storesOf(inventory);
    const variantIds = Array.from({ length: 12 }, () => ids.next("var"));
    for (const variantId of variantIds) await stock.adjust(anAdjustment({ variantId, quantityDelta }));
    const lines = variantIds.map((variantId) => ({ variantId, quantity: 1n }));
    const fresh = Array.from({ length: 40 }, () => Array.from({ length: 6 }, () => ids.next("var")));
    const adjustAll = async (index: number) => {
      const places = [...variantIds, ...(fresh[index >> 1] ?? [])];
      const inSomeOrder = index % 2 === 0 ? places : places.toReversed();
      await stock.adjustAll(
        inSomeOrder.map((variantId) => anAdjustment({ variantId, quantityDelta: 1n })),
        aRequest(),
      );
    };
    const round = async (index: number) => {
      const hold = aHold({ lines: index % 2 === 0 ? lines : lines.toReversed() });
      const again = { ...hold, lines: hold.lines.toReversed() };
      const now = index % 7 === 0 ? after(-60) : noon;
      const reserving = [reservations.reserve(hold, now), reservations.reserve(again, now)];
      if (index % 4 === 0) reserving.push(reservations.reserve({ ...hold, expireTime: after(600) }, hold.expireTime));
      const releasing = index % 3 === 0 ? [reservations.release(hold.reservationId, hold.lines.slice(6), noon)] : [];
      const settled = Promise.allSettled([...reserving, ...releasing]);
      const [outcomes] = await Promise.all([settled, adjustAll(index)]);
      for (const reason of failures(outcomes)) expect(reason).toHaveProperty("domain", "inventory.ultramarket");
      if (index % 5 === 0) await reservations.expire(hold.expireTime, 3);
      if (outcomes[0]?.status === "fulfilled" && index % 2 === 1) await sendAndReturn(hold, again.lines);
    };
    const sendAndReturn = async ({ reservationId, lines }: Hold, reversed: Hold["lines"]) => {
      await reservations.commit(reservationId, noon).catch(refused);
      const shipment = () => ({ reservationId, shipmentId: ids.next("shp"), request: aRequest() });
      await Promise.all([
        reservations.ship({ ...shipment(), lines }, noon).catch(refused),
        reservations.ship({ ...shipment(), lines: reversed }, noon).catch(refused),
        reservations.release(reservationId, reversed.slice(4, 8), noon).catch(refused),
        stock.adjust(anAdjustment({ variantId: reversed[0]?.variantId ?? ids.next("var"), quantityDelta: 1n })),
      ]);
    };
    const refused = (error: unknown) => expect(error).toHaveProperty("domain", "inventory.ultramarket");
    await Promise.all(Array.from({ length: 80 }, (_, index) => round(index)));
    await inventory.close();
    const counted = "SELECT deadlocks::int FROM pg_stat_database WHERE datname = $1";
    const { rows } = await owner.query(counted, [name]);
    expect(rows).toEqual([{ deadlocks: 0 }]);
    await apart.drop();
  },
);
