import { uuidFromId } from "#mesh/kernel";
import { type Database, provision, statement, violates } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { pack } from "../src/domain/pack.ts";
import type { ShippingEvent } from "../src/rpc/encode-event.ts";
import { postgresRateStore } from "../src/store/postgres-rate-store.ts";
import { postgresShipmentStore } from "../src/store/postgres-shipment-store.ts";
import { saveZone } from "../src/store/rate-statements.ts";
import { anAllocation, aSentPacking, ids, noon } from "./builders.ts";
import { openShipping } from "./open-shipping.ts";
import { type ShippingStores, shippingStoresContract } from "./shipping-stores.contract.ts";

let own: TestDatabase;
let database: Database<ShippingEvent>;
let stores: ShippingStores;

const subjects = statement<{ subject: string }>(
  "test.subjects",
  "SELECT subject FROM outbox WHERE key = $1 ORDER BY seq",
);

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["shipping"] });
  database = await openShipping(own.url);
  stores = {
    rates: postgresRateStore(database),
    shipments: postgresShipmentStore(database),
    subjectsOf: async (key) => (await database.query(subjects, [key])).map(({ subject }) => subject),
  };
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

shippingStoresContract(() => stores);

test("the database itself holds a country to one zone, and the rest of the world to one", async () => {
  const save = (countries: readonly string[]) =>
    database.query(saveZone, [ids.uuid(), 1, "Zone", countries, noon, noon]);
  await save(["FJ"]);
  const broken = async (constraint: string, work: () => Promise<unknown>) =>
    work().then(
      () => false,
      (error: unknown) => violates(error, constraint),
    );
  expect(await broken("zone_countries_pkey", () => save(["FJ"]))).toBe(true);
  const twice = () => save([]).then(() => save([]));
  expect(await broken("shipping_zones_one_for_the_rest", twice)).toBe(true);
});

test("the database itself holds labels to what a carrier has", async () => {
  const { shipmentId } = await stores.shipments.finishPacking(pack(aSentPacking(), anAllocation(), noon));
  const label = statement<never>("test.label", "UPDATE shipments SET label = '' WHERE shipment_id = $1");
  const error = await database.query(label, [uuidFromId(shipmentId)]).catch((caught: unknown) => caught);
  expect(violates(error, "shipments_label_check")).toBe(true);
});
