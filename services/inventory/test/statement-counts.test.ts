import { type Database, provision } from "#mesh/store";
import { createTestDatabase, sentStatements, type TestDatabase } from "#mesh/testing";
import type { Hold } from "../src/app/ports.ts";
import type { InventoryEvent } from "../src/domain/event.ts";
import type { ReservationId } from "../src/domain/reservation.ts";
import type { VariantId } from "../src/domain/stock.ts";
import { sidesOf } from "../src/domain/transfer.ts";
import { createWarehouse } from "../src/domain/warehouse.ts";
import { postgresReservationStore } from "../src/store/postgres-reservation-store.ts";
import { postgresStockStore } from "../src/store/postgres-stock-store.ts";
import { postgresWarehouseStore } from "../src/store/postgres-warehouse-store.ts";
import { aRequest } from "./actions.ts";
import { after, aHold, anAdjustment, ids, noon } from "./builders.ts";
import { openInventory } from "./open-inventory.ts";

let own: TestDatabase;
let database: Database<InventoryEvent>;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["inventory"] });
  database = await openInventory(own.url, 1);
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

/** Names of the statements sent while the work runs, which may be refused. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const refused = (error: unknown) => expect(error).toHaveProperty("domain", "inventory.ultramarket");
  return (await sentStatements(() => work().catch(refused))).map(({ name }) => name);
}

const keyed = (...statements: readonly string[]) => [
  "BEGIN",
  "INSERT",
  ...statements,
  "mesh.request_key.keep",
  "COMMIT",
];
const transaction = (...statements: readonly string[]) => ["BEGIN", ...statements, "COMMIT"];

test.each([10, 500])(
  "a batch of %i adjustments and a page of stock take the statements that the README tells",
  async (count) => {
    const stock = postgresStockStore(database);
    const batch = Array.from({ length: count }, (_, index) =>
      anAdjustment(index % 2 === 0 ? {} : { quantityDelta: 5n }),
    );
    const moved = ["stock.open_levels", "stock.lock_levels", "stock.move_all"];
    const again = batch.map((adjustment) => ({ ...adjustment, movementId: ids.next("mov"), quantityDelta: -5n }));
    expect(await statementsOf(() => stock.adjustAll(batch, aRequest()))).toEqual(
      keyed(...moved, "mesh.outbox.append_many"),
    );
    expect(await statementsOf(() => stock.adjustAll(again, aRequest()))).toEqual(
      keyed(...moved, "mesh.outbox.append_many"),
    );
    const tooMuch = [...again.slice(1), anAdjustment({ quantityDelta: -1n })];
    const refused = ["BEGIN", "INSERT", ...moved.slice(0, 2), "ROLLBACK"];
    expect(await statementsOf(() => stock.adjustAll(tooMuch, aRequest()))).toEqual(refused);
    expect(await statementsOf(() => stock.page(undefined, count))).toEqual(["stock.page"]);
  },
);

test.each([1, 500])("a transfer of %i lines takes the statements that the README tells", async (count) => {
  const stock = postgresStockStore(database);
  const { items } = await postgresWarehouseStore(database).page(undefined, 1);
  const main = items[0]?.warehouseId ?? ids.next("whs");
  const outlet = await postgresWarehouseStore(database).create(() =>
    createWarehouse({ name: "Outlet", countryCode: "" }, noon, ids),
  );
  const received = Array.from({ length: count }, () => anAdjustment({ quantityDelta: 5n }));
  await stock.adjustAll(received, aRequest());
  const transfer = {
    ...{ transferId: ids.next("trf"), fromWarehouseId: main, toWarehouseId: outlet.warehouseId },
    ...{ note: "", userId: "", createTime: noon },
    lines: received.map(({ variantId }) => ({ variantId, quantity: 5n })),
  };
  const move = () => stock.transfer(transfer, sidesOf(transfer, ids), aRequest());
  const locked = ["stock.open_levels", "stock.lock_levels"];
  expect(await statementsOf(move)).toEqual(keyed(...locked, "stock.move_all", "mesh.outbox.append_many"));
  expect(await statementsOf(move)).toEqual(["BEGIN", "INSERT", ...locked, "ROLLBACK"]);
});

test.each([1, 300])("with %i lines an RPC takes the statements that the README tells", async (count) => {
  const stock = postgresStockStore(database);
  const reservations = postgresReservationStore(database, ids);
  const variantIds = Array.from({ length: count }, (): VariantId => ids.next("var"));
  for (const variantId of variantIds) await stock.adjust(anAdjustment({ variantId, quantityDelta: 5n }));
  const linesOf = (quantity: bigint) => variantIds.map((variantId) => ({ variantId, quantity }));
  const [variantId = ids.next("var")] = variantIds;
  const hold = aHold({ lines: linesOf(2n) });
  const { reservationId } = hold;
  const costs = async (work: () => Promise<unknown>, statements: readonly string[]) =>
    expect(await statementsOf(work)).toEqual(statements);
  const adjust = (quantityDelta: bigint) => () => stock.adjust(anAdjustment({ variantId, quantityDelta }));
  const reserve = (wanted: Hold, now: Date) => () => reservations.reserve(wanted, now);
  const commit = () => reservations.commit(reservationId, noon);
  const release = (id: ReservationId) => () => reservations.release(id, [], noon);

  await costs(() => stock.levelsOf(variantId), ["stock.levels"]);
  await costs(adjust(1n), transaction("stock.adjust", "mesh.outbox.append_one"));
  await costs(adjust(-9n), ["BEGIN", "stock.adjust", "stock.levels", "ROLLBACK"]);
  await costs(reserve(hold, noon), ["reservation.levels", "reservation.hold"]);
  await costs(reserve(hold, noon), ["reservation.levels", "reservation.hold", "reservation.find"]);
  await costs(() => reservations.find(reservationId), ["reservation.find"]);
  await costs(commit, ["reservation.commit"]);
  await costs(commit, ["reservation.commit", "reservation.find"]);
  const late = aHold({ lines: linesOf(4n), expireTime: noon });
  await costs(reserve(late, noon), ["reservation.find"]);
  const refused = ["reservation.levels", "reservation.find", "reservation.any_lapsed_of"];
  await costs(reserve(aHold({ lines: linesOf(9n) }), noon), refused);
  await costs(
    release(reservationId),
    transaction(...["lock", "find", "give_back"].map((name) => `reservation.${name}`)),
  );
  const sold = aHold({ lines: linesOf(2n) });
  await reservations.reserve(sold, noon);
  await reservations.commit(sold.reservationId, noon);
  const shipped = { reservationId: sold.reservationId, shipmentId: ids.next("shp"), lines: linesOf(2n) };
  const send = () => reservations.ship({ ...shipped, request: aRequest() }, noon);
  const told = count === 1 ? "mesh.outbox.append_one" : "mesh.outbox.append_many";
  await costs(send, keyed("shipment.begin", "shipment.move", told));
  await costs(send, keyed("shipment.begin"));
  await costs(
    () => reservations.release(sold.reservationId, linesOf(2n), noon, aRequest()),
    keyed("reservation.lock", "reservation.find", "shipment.move", told),
  );
  await costs(release(ids.next("rsv")), transaction("reservation.lock", "reservation.mark"));
  await reservations.reserve(aHold({ lines: linesOf(4n) }), noon);
  await costs(reserve(aHold({ lines: linesOf(3n) }), after(59)), refused);
  const reclaimed = ["lock_lapsed_of", "find", "lock_levels", "give_back", "hold"].map((name) => `reservation.${name}`);
  const next = aHold({ lines: linesOf(3n), expireTime: after(120) });
  await costs(reserve(next, after(60)), [...refused, ...transaction(...reclaimed, "mesh.outbox.append_one")]);
  await costs(() => reservations.expire(after(119), 50), ["reservation.any_lapsed"]);
  const expired = ["lock_lapsed", "find", "give_back"].map((name) => `reservation.${name}`);
  await costs(
    () => reservations.expire(after(120), 50),
    ["reservation.any_lapsed", ...transaction(...expired, "mesh.outbox.append_one")],
  );
});
