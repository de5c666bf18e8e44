import { aRequest } from "./builders.ts";
import { openShippingApp, type ShippingApp } from "./shipping-app.ts";

let app: ShippingApp;

beforeAll(async () => {
  app = await openShippingApp();
});

afterAll(() => app?.close());

async function sent() {
  const { shipmentId } = await app.packed();
  const choice = { shipmentId, carrierId: "near", carrierService: "economy" };
  return app.shipShipment(choice, aRequest());
}

async function follow(ms: number): Promise<void> {
  app.advance(ms);
  await app.followShipments();
}

test("a shipment is followed through the carrier's stages, and no longer once it arrived", async () => {
  const { shipmentId } = await sent();
  const codes = async () => (await app.findShipment(shipmentId)).trackingEvents.map(({ code }) => code);
  await follow(1_000);
  expect(await codes()).toEqual(["accepted"]);
  await follow(4_500);
  expect(await codes()).toEqual(["accepted", "in_transit"]);
  await follow(20_000);
  expect(await app.findShipment(shipmentId)).toMatchObject({ state: "DELIVERED", version: 3 });
  expect(await codes()).toEqual(["accepted", "in_transit", "out_for_delivery", "delivered"]);
  expect(await app.eventsOf(shipmentId)).toEqual(["packed", "shipped", "delivered"]);
  expect(await app.ports.shipments.takeDueTrackings(later(), later())).toEqual([]);
});

test("a carrier without news, or without an answer, is asked after longer and longer pauses", async () => {
  const { shipmentId } = await sent();
  await follow(1_000);
  const { updateTime } = await app.findShipment(shipmentId);
  await follow(1_000);
  app.near.faults.add({ kind: "fail" });
  await follow(2_000);
  expect(app.near.faults.list()).toEqual([]);
  app.near.faults.add({ kind: "fail" });
  await follow(3_900);
  expect(app.near.faults.list()).toHaveLength(1);
  expect((await app.findShipment(shipmentId)).updateTime).toEqual(updateTime);
  app.near.faults.clear();
  await follow(100_000);
  expect(await app.findShipment(shipmentId)).toMatchObject({ state: "DELIVERED" });
});

test("a shipment that never arrives is asked for once more after ninety days, and given up", async () => {
  const { shipmentId } = await sent();
  for (let round = 0; round < 2; round++) {
    app.near.faults.add({ kind: "fail" });
    await follow(90 * 86_400_000);
    expect(app.near.faults.list()).toHaveLength(round);
  }
  app.near.faults.clear();
  expect(await app.findShipment(shipmentId)).toMatchObject({ state: "SHIPPED" });
});

test("two processes that follow at once tell of an arrival once", async () => {
  const { shipmentId } = await sent();
  app.advance(100_000);
  await Promise.all([app.followShipments(), app.followShipments()]);
  const { items } = { items: [await app.findShipment(shipmentId)] };
  expect(items).toEqual([expect.objectContaining({ state: "DELIVERED" })]);
  expect(await app.eventsOf(shipmentId)).toEqual(["packed", "shipped", "delivered"]);
});

const later = () => new Date(Date.now() + 10 * 86_400_000);
