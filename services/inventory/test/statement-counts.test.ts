import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision, type Transaction } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { InventoryEvent } from "../src/domain/event.ts";
import type { VariantId } from "../src/domain/stock.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresReservationStore } from "../src/store/postgres-reservation-store.ts";
import { postgresStockStore } from "../src/store/postgres-stock-store.ts";
import { after, aHold, anAdjustment, ids, noon } from "./builders.ts";

let own: TestDatabase;
let database: Database<InventoryEvent>;
let statements: string[] = [];

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["inventory"] });
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "inventory", url: own.url, poolSize: 1, clock: systemClock, ids, log: silentLogger };
  database = recording(await openDatabase<InventoryEvent>({ ...common, migrations, encodeEvent }));
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

/** The database, that notes the name of each statement of its users. */
function recording(inner: Database<InventoryEvent>): Database<InventoryEvent> {
  const record = <T extends Transaction>(reader: T): T => ({
    ...reader,
    query: (statement, values) => {
      statements.push(statement.name);
      return reader.query(statement, values);
    },
  });
  return { ...record(inner), change: (request, work) => inner.change(request, (tx) => work(record(tx))) };
}

async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  statements = [];
  await work().catch((error: unknown) => expect(error).toHaveProperty("domain", "inventory.ultramarket"));
  return statements;
}

test.each([1, 300])("with %i lines the README tells how many statements an RPC takes", async (count) => {
  const stock = postgresStockStore(database);
  const reservations = postgresReservationStore(database);
  const variantIds = Array.from({ length: count }, (): VariantId => ids.next("var"));
  for (const variantId of variantIds) await stock.adjust(anAdjustment({ variantId, quantityDelta: 5n }));
  const linesOf = (quantity: bigint) => variantIds.map((variantId) => ({ variantId, quantity }));
  const [variantId = ids.next("var")] = variantIds;
  const adjust = (quantityDelta: bigint) => () => stock.adjust(anAdjustment({ variantId, quantityDelta }));
  expect(await statementsOf(() => stock.levelsOf(variantId))).toHaveLength(1);
  expect(await statementsOf(adjust(1n))).toHaveLength(1);
  expect(await statementsOf(adjust(-9n))).toHaveLength(2);
  const hold = aHold({ lines: linesOf(2n) });
  const { reservationId } = hold;
  expect(await statementsOf(() => reservations.reserve(hold, noon))).toHaveLength(2);
  expect(await statementsOf(() => reservations.reserve(hold, noon))).toHaveLength(2);
  expect(await statementsOf(() => reservations.reserve(aHold({ lines: linesOf(9n) }), noon))).toHaveLength(2);
  expect(await statementsOf(() => reservations.find(reservationId))).toHaveLength(1);
  expect(await statementsOf(() => reservations.commit(reservationId, noon))).toHaveLength(1);
  expect(await statementsOf(() => reservations.commit(reservationId, noon))).toHaveLength(2);
  expect(await statementsOf(() => reservations.release(reservationId, [], noon))).toHaveLength(3);
  expect(await statementsOf(() => reservations.release(ids.next("rsv"), [], noon))).toHaveLength(2);
  await reservations.reserve(aHold({ lines: linesOf(4n) }), noon);
  expect(await statementsOf(() => reservations.reserve(aHold({ lines: linesOf(3n) }), after(59)))).toHaveLength(2);
  const late = aHold({ lines: linesOf(3n), expireTime: after(120) });
  expect(await statementsOf(() => reservations.reserve(late, after(60)))).toHaveLength(7);
  expect(await statementsOf(() => reservations.expire(after(119), 50))).toHaveLength(1);
  expect(await statementsOf(() => reservations.expire(after(120), 50))).toHaveLength(4);
});
