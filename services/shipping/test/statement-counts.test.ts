import { sentStatements } from "#mesh/testing";
import { aMethodDraft, aRequest, ids } from "./builders.ts";
import { openShippingApp, type ShippingApp } from "./shipping-app.ts";

let app: ShippingApp;

beforeAll(async () => {
  app = await openShippingApp();
  await app.beginRates();
});

afterAll(() => app?.close());

async function expectStatements(work: () => Promise<unknown>, statements: readonly string[]): Promise<void> {
  const sent = await sentStatements(work);
  expect(sent.map(({ name }) => name)).toEqual(statements);
}

const staff = {
  workload: "gateway",
  user: { userId: "usr_clerk", permissions: new Set(["shipping.read"]), sessionId: "", isGuest: false },
};

test("what each step of a shipment costs PostgreSQL is bounded", async () => {
  const orderId = ids.next("ord");
  const key = aRequest();
  const pack = () => app.packShipment({ orderId, wanted: [], weightGrams: 900 }, key);
  await expectStatements(pack, ["shipment.begin_packing", "shipment.finish_packing.told"]);
  await expectStatements(pack, ["shipment.begin_packing", "shipment.find"]);
  const { shipmentId } = await pack();
  await expectStatements(() => app.findShipment(shipmentId), ["shipment.find"]);
  await expectStatements(() => app.quoteCarriers(shipmentId), ["shipment.find"]);
  const named = { shipmentId, carrierId: "near", carrierService: "economy" };
  await expectStatements(
    () => app.shipShipment(named, aRequest()),
    ["shipment.find", "shipment.save", "shipment.save.told"],
  );
  await expectStatements(() => app.getLabel(shipmentId), ["shipment.find_label"]);
  app.advance(1_000);
  await expectStatements(app.followShipments, ["shipment.take_due_trackings", "shipment.save"]);
  app.advance(1_000);
  await expectStatements(app.followShipments, ["shipment.take_due_trackings", "shipment.settle"]);
  app.advance(60_000);
  await expectStatements(app.followShipments, ["shipment.take_due_trackings", "shipment.save.told"]);
  const other = await app.packed();
  const open = { shipmentId: other.shipmentId, carrierId: "", carrierService: "" };
  await expectStatements(
    () => app.shipShipment(open, aRequest()),
    ["shipment.find", "shipment.save", "shipment.save", "shipment.save.told"],
  );
  const third = await app.packed();
  await expectStatements(
    () => app.cancelShipment(third.shipmentId, aRequest()),
    ["shipment.find", "shipment.save", "shipment.save.told"],
  );
});

test.each([27, 1_114])("to record a shipment of %d lines costs two statements, a repeat as many", async (count) => {
  const line = () => ({ lineId: ids.next("lin"), quantity: 1n });
  const sent = {
    ...{ orderId: ids.next("ord"), wanted: Array.from({ length: count }, line), trackingNumber: "" },
    ...{ shipTime: new Date(0), deliverTime: new Date(1) },
  };
  const key = aRequest();
  const record = () => app.recordShipment(sent, key);
  await expectStatements(record, ["shipment.begin_packing", "shipment.finish_packing.told"]);
  await expectStatements(record, ["shipment.begin_packing", "shipment.find"]);
});

test("workers with nothing to do send one statement each", async () => {
  await expectStatements(app.finishPackings, ["shipment.take_due_packings"]);
  await expectStatements(app.finishMoves, ["shipment.take_due"]);
});

test.each([10, 100])("a page of %d costs one statement", async (count) => {
  const query = { pageSize: count, pageToken: "" };
  const orderId = ids.next("ord");
  for (let made = 0; made < count; made++) await app.packed();
  await expectStatements(() => app.listShipments(query), ["shipment.page"]);
  expect((await app.listShipments(query)).items).toHaveLength(count);
  await expectStatements(() => app.listShipments({ ...query, state: "PACKED" }), ["shipment.page_of_state"]);
  await expectStatements(() => app.listOrderShipments(staff, { ...query, orderId }), ["shipment.page_of_order"]);
  await expectStatements(() => app.listZones(query), ["rates.page_of_zones"]);
  await expectStatements(() => app.listMethods(query), ["rates.page_of_methods"]);
});

test("a change of rates costs the same however many there are", async () => {
  const read = ["BEGIN", "rates.lock", "rates.zones", "rates.methods"];
  const told = ["rates.count_up", "mesh.outbox.append_one", "COMMIT"];
  const zone = { name: "Nordic", countryCodes: ["SE", "NO", "DK"] };
  await expectStatements(() => app.createZone(zone), [...read, "rates.save_zone", ...told]);
  const [known] = (await app.listZones({ pageSize: 1, pageToken: "" })).items;
  if (known === undefined) throw new Error("no zone");
  const create = () => app.createMethod("swift", aMethodDraft(known.zoneId));
  await expectStatements(create, [...read, "rates.save_method", ...told]);
  await expectStatements(app.beginRates, ["BEGIN", "rates.begin", "COMMIT"]);
});
