import pg from "pg";
import { type Database, provision, type Statement } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { InventoryEvent } from "../src/domain/event.ts";
import { lockLevels, moveAll, openLevels } from "../src/store/adjust-all-statements.ts";
import { commit, giveBack, hold } from "../src/store/reservation-statements.ts";
import { move } from "../src/store/shipment-statements.ts";
import { page } from "../src/store/stock-statements.ts";
import { openInventory } from "./open-inventory.ts";

let own: TestDatabase;
let owner: pg.Client;
let database: Database<InventoryEvent>;

/** A market that has sold much, two lines an order, and holds nothing now. */
const sales = `
  INSERT INTO stock_levels SELECT uuidv7(), warehouse_id, 9, 0, 1 FROM warehouses, generate_series(1, 4000);
  INSERT INTO reservations SELECT gen_random_uuid(), 'COMMITTED', 2, NULL, now() FROM generate_series(1, 5000);
  INSERT INTO allocations SELECT reservation_id, gen_random_uuid(), gen_random_uuid(), 1, 0, 1
    FROM reservations, generate_series(1, 2);
  ANALYZE warehouses, stock_levels, reservations, allocations`;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["inventory"] });
  database = await openInventory(own.url, 1);
  owner = new pg.Client({ connectionString: own.url });
  await owner.connect();
  await owner.query("SET search_path = inventory");
  await owner.query("SET plan_cache_mode = force_generic_plan");
  await owner.query(sales);
});

afterAll(async () => {
  await owner?.end();
  await database?.close();
  await own?.drop();
});

/** The plan of the statement for any values, which is kept as long as the connection. */
async function planOf({ name, text }: Statement<unknown>): Promise<string> {
  const places = new Set(text.match(/\$\d+/g)).size;
  await owner.query(`PREPARE "${name}" AS ${text}`);
  const nulls = Array.from({ length: places }, () => "NULL");
  const { rows } = await owner.query(`EXPLAIN EXECUTE "${name}" (${nulls.join()})`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test.each([hold, giveBack, move, openLevels, lockLevels, moveAll])(
  "$name compares no line with every other one",
  async (statement) => {
    expect(await planOf(statement)).not.toContain("Join Filter");
  },
);

test("a commit finds its reservation by the id, though there were no holds when it was planned", async () => {
  const plan = await planOf(commit);
  expect(plan).toContain("reservations_pkey");
  expect(plan).not.toContain("reservations_held");
});

test("a page of stock starts where the one before ended", async () => {
  expect(await planOf(page)).toContain("Index Cond: (variant_id >");
});
