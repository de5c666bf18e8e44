import pg from "pg";
import { uuidFromId } from "#mesh/kernel";
import { type Database, provision, type Transaction } from "#mesh/store";
import { createTestDatabase, eventually, sentStatements, type TestDatabase } from "#mesh/testing";
import type { Hold } from "../src/app/ports.ts";
import type { InventoryEvent } from "../src/domain/event.ts";
import { heldFrom } from "../src/domain/reservation.ts";
import type { Share } from "../src/domain/share.ts";
import { openLevels } from "../src/store/adjust-all-statements.ts";
import { postgresReservationStore } from "../src/store/postgres-reservation-store.ts";
import { postgresStockStore } from "../src/store/postgres-stock-store.ts";
import { holdValues } from "../src/store/reservation-row.ts";
import * as sql from "../src/store/reservation-statements.ts";
import { adjustmentValues } from "../src/store/stock-row.ts";
import { adjust } from "../src/store/stock-statements.ts";
import { refusal } from "./actions.ts";
import { after, aHold, anAdjustment, ids, noon } from "./builders.ts";
import { countWaiting, openInventory } from "./open-inventory.ts";

let own: TestDatabase;
let owner: pg.Client;
let database: Database<InventoryEvent>;
let rival: Database<InventoryEvent>;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["inventory"] });
  database = await openInventory(own.url);
  rival = await openInventory(own.url, 1);
  owner = new pg.Client({ connectionString: own.url });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await rival?.close();
  await database?.close();
  await own?.drop();
});

/** What a rival does meanwhile; the hold is of two of the units in `share`, which are three, and one of `plenty`. */
type Interference = (tx: Transaction, hold: Hold, share: Share, plenty: Share) => Promise<unknown>;

const take = (tx: Transaction, hold: Partial<Hold>, share: Share, quantity: bigint, more: readonly Share[] = []) =>
  tx.query(sql.hold, holdValues(aHold(hold), [{ ...share, quantity }, ...more], noon));

const interferences: Record<string, Interference> = {
  "takes one": (tx, _, share) => take(tx, {}, share, 1n),
  "takes two": (tx, _, share) => take(tx, {}, share, 2n),
  "takes two until they lapse": (tx, _, share) => take(tx, { expireTime: after(10) }, share, 2n),
  "loses two": (tx, _, { variantId }) =>
    tx.query(adjust, adjustmentValues(anAdjustment({ variantId, quantityDelta: -2n, reason: "LOST" }))),
  "loses two and finds one": async (tx, _, { variantId }) => {
    for (const quantityDelta of [-2n, 1n])
      await tx.query(adjust, adjustmentValues(anAdjustment({ variantId, quantityDelta })));
  },
  "makes the same": (tx, { reservationId }, share, plenty) => take(tx, { reservationId }, share, 2n, [plenty]),
  "makes another under its id": (tx, { reservationId }, share) => take(tx, { reservationId }, share, 1n),
  "releases it before it is made": (tx, { reservationId }) => tx.query(sql.mark, [uuidFromId(reservationId), noon]),
};

const isHeld = expect.objectContaining({ state: "HELD", version: 1 });

/** What a hold of two units comes to, and how many are reserved then. */
const cases: readonly (readonly [string, unknown, bigint])[] = [
  ["takes one", isHeld, 3n],
  ["takes two", refusal("OUT_OF_STOCK", { available: "1", wanted: "2" }), 2n],
  ["takes two until they lapse", isHeld, 2n],
  ["loses two", refusal("OUT_OF_STOCK", { available: "1", wanted: "2" }), 0n],
  ["loses two and finds one", isHeld, 2n],
  ["makes the same", isHeld, 2n],
  ["makes another under its id", refusal("RESERVATION_ID_TAKEN"), 1n],
  ["releases it before it is made", refusal("HOLD_EXPIRED"), 0n],
];

/** Three units of a variant and one of another, and a hold of two and one. */
async function scene() {
  const stock = postgresStockStore(database);
  const shareOf = async (quantity: bigint): Promise<Share> => {
    const { variantId } = anAdjustment();
    const [level] = await stock.adjust(anAdjustment({ variantId, quantityDelta: quantity }));
    if (level === undefined) throw new Error("there is no warehouse");
    return { variantId, warehouseId: level.warehouseId, quantity };
  };
  const [share, plenty] = [await shareOf(3n), await shareOf(1n)];
  const wanted = [{ ...share, quantity: 2n }, plenty];
  const hold = aHold({ lines: wanted.map(({ variantId, quantity }) => ({ variantId, quantity })) });
  const reservedOf = async ({ variantId }: Share) => (await stock.levelsOf(variantId))[0]?.reserved;
  return { hold, wanted, share, plenty, reserved: () => Promise.all([share, plenty].map(reservedOf)) };
}

/** What reserving comes to while a transaction of the rival is open, which ends once that waits for it. */
function reserveMeanwhile(hold: Hold, interfere: (tx: Transaction) => Promise<unknown>, failure?: Error) {
  return whileOpen(
    interfere,
    () => outcomeOf(postgresReservationStore(database, ids).reserve(hold, after(20))),
    failure,
  );
}

/** What the work comes to while a transaction of the rival is open, which ends once that waits for it. */
async function whileOpen<T>(
  interfere: (tx: Transaction) => Promise<unknown>,
  work: () => Promise<T>,
  failure?: Error,
): Promise<T> {
  const [interfered, waitedFor] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const rivalling = rival.transact(async (tx) => {
    await interfere(tx);
    interfered.resolve();
    await waitedFor.promise;
    if (failure) throw failure;
  });
  await interfered.promise;
  const working = work();
  await eventually(async () => (await countWaiting(owner)) === 1);
  waitedFor.resolve();
  expect(await outcomeOf(rivalling)).toBe(failure);
  return working;
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

test.each(cases)("a rival %s between the plan and the statement that takes it", async (name, expected, units) => {
  const { hold, share, plenty, reserved } = await scene();
  const interfered: Database<InventoryEvent> = {
    ...database,
    write: async (statement, values, events) => {
      await rival.transact(async (tx) => interferences[name]?.(tx, hold, share, plenty));
      return database.write(statement, values, events);
    },
  };
  expect(await outcomeOf(postgresReservationStore(interfered, ids).reserve(hold, after(20)))).toEqual(expected);
  expect(await reserved()).toEqual([units, expected === isHeld ? 1n : 0n]);
});

test.each(cases)("a rival %s, and commits while that statement waits", async (name, expected, units) => {
  const { hold, share, plenty, reserved } = await scene();
  const outcome = await reserveMeanwhile(hold, async (tx) => interferences[name]?.(tx, hold, share, plenty));
  expect(outcome).toEqual(expected);
  expect(await reserved()).toEqual([units, expected === isHeld ? 1n : 0n]);
});

test("units that went after the plan and come back while the statement waits are held", async () => {
  const { hold, share, reserved } = await scene();
  const stock = postgresStockStore(database);
  const interfered: Database<InventoryEvent> = {
    ...database,
    write: async (statement, values, events) => {
      await stock.adjust(anAdjustment({ ...share, quantityDelta: -2n, reason: "LOST" }));
      const found = anAdjustment({ ...share, quantityDelta: 2n });
      return whileOpen(
        (tx) => tx.query(adjust, adjustmentValues(found)),
        () => database.write(statement, values, events),
      );
    },
  };
  expect(await outcomeOf(postgresReservationStore(interfered, ids).reserve(hold, after(20)))).toEqual(isHeld);
  expect(await reserved()).toEqual([2n, 1n]);
});

test("a reservation that waits for a rival who gives up is held", async () => {
  const { hold, wanted, share, reserved } = await scene();
  const { reservationId } = hold;
  const outcome = await reserveMeanwhile(hold, (tx) => take(tx, { reservationId }, share, 3n), new Error("gives up"));
  expect(outcome).toEqual(heldFrom(hold, wanted));
  expect(await reserved()).toEqual([2n, 1n]);
});

test("batches of new variants in opposite orders wait for the same one, and neither has to begin again", async () => {
  const variantIds = [ids.next("var"), ids.next("var"), ids.next("var")];
  const [, middle = ids.next("var")] = variantIds;
  const batch = () => variantIds.map((variantId) => anAdjustment({ variantId }));
  const stock = postgresStockStore(database);
  const [opened, waitedFor] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const opening = rival.transact(async (tx) => {
    await tx.query(openLevels, [[uuidFromId(middle)], [null]]);
    opened.resolve();
    await waitedFor.promise;
  });
  await opened.promise;
  const sent = await sentStatements(async () => {
    const adjusting = [stock.adjustAll(batch()), stock.adjustAll(batch().toReversed())];
    await eventually(async () => (await countWaiting(owner)) === 2);
    waitedFor.resolve();
    await Promise.all([opening, ...adjusting]);
  });
  expect(sent.filter(({ name }) => name === "stock.open_levels").length).toBe(2);
  expect((await stock.levelsOf(middle))[0]?.onHand).toBe(20n);
});
