import type { FaultRequest } from "../sandbox/mod.ts";
import { aRequest, ids } from "./builders.ts";
import { openShippingApp, type ShippingApp } from "./shipping-app.ts";

let app: ShippingApp;

beforeAll(async () => {
  // Ten at once on a busy machine are answered within this, and a slow carrier is slower.
  app = await openShippingApp({ timeout: "1s" });
});

afterEach(() => {
  app.near.faults.clear();
  app.far.faults.clear();
});

afterAll(() => app?.close());

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

const faults: readonly [name: string, fault: FaultRequest][] = [
  ["is slow before acting", { kind: "slow", ms: 1_200 }],
  ["is slow after acting", { kind: "slow", ms: 1_200, when: "after" }],
  ["fails before acting", { kind: "fail" }],
  ["fails after acting", { kind: "fail", when: "after" }],
  ["drops the connection before acting", { kind: "drop" }],
  ["drops the connection after acting", { kind: "drop", when: "after" }],
];

const choice = { carrierId: "near", carrierService: "express" };

test.each(faults)(
  "a carrier that %s leaves the shipment handing over, and gives one label when asked again",
  async (_, fault) => {
    app.near.faults.add({ ...fault, match: "^/v1/shipments$" });
    const { shipmentId } = await app.packed();
    const begun = await app.shipShipment({ shipmentId, ...choice }, aRequest());
    expect(begun).toMatchObject({ state: "HANDING_OVER", trackingNumber: "" });
    await app.finishMoves();
    expect(await app.findShipment(shipmentId)).toMatchObject({ state: "HANDING_OVER" });
    app.advance(5_000);
    await app.finishMoves();
    const sent = await app.findShipment(shipmentId);
    expect(sent).toMatchObject({ state: "SHIPPED", ...choice });
    expect(await app.labelsOf(shipmentId)).toEqual([sent.trackingNumber]);
    expect(await app.eventsOf(shipmentId)).toEqual(["packed", "shipped"]);
  },
);

test("a repeat of the request asks the carrier again, without waiting for a worker", async () => {
  app.near.faults.add({ kind: "drop", when: "after", match: "^/v1/shipments$" });
  const { shipmentId } = await app.packed();
  const request = aRequest();
  const ship = () => app.shipShipment({ shipmentId, ...choice }, request);
  expect(await ship()).toMatchObject({ state: "HANDING_OVER" });
  const other = app.shipShipment({ shipmentId, ...choice }, aRequest());
  await expect(other).rejects.toThrow(refusal("SHIPMENT_STATE_WRONG", { state: "HANDING_OVER" }));
  const sent = await ship();
  expect(sent).toMatchObject({ state: "SHIPPED" });
  expect(await app.labelsOf(shipmentId)).toEqual([sent.trackingNumber]);
});

test("a carrier that does not tell its rates is left out; if none does, the choice is made later", async () => {
  app.near.faults.add({ kind: "fail" });
  const first = await app.packed();
  const any = { carrierId: "", carrierService: "" };
  expect(await app.shipShipment({ ...first, ...any }, aRequest())).toMatchObject({
    state: "SHIPPED",
    carrierId: "far",
    carrierService: "economy",
  });
  for (const { faults: hit } of [app.near, app.far]) hit.add({ kind: "fail", match: "rates", times: 2 });
  const { shipmentId } = await app.packed();
  await expect(app.quoteCarriers(shipmentId)).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
  expect(await app.shipShipment({ shipmentId, ...any }, aRequest())).toMatchObject({ state: "HANDING_OVER" });
  app.advance(5_000);
  await app.finishMoves();
  expect(await app.findShipment(shipmentId)).toMatchObject({ state: "SHIPPED", carrierService: "economy" });
});

test("clerks who hand one shipment over at once, to one carrier or to two, buy one label", async () => {
  for (const [first, second] of [
    ["near", "near"],
    ["near", "far"],
  ] as const) {
    const { shipmentId } = await app.packed();
    const ship = (carrierId: string) => app.shipShipment({ shipmentId, carrierId, carrierService: "" }, aRequest());
    const asked = Array.from({ length: 10 }, (_, index) => ship(index % 2 === 0 ? first : second));
    const outcomes = await Promise.allSettled(asked);
    const sent = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(sent).toEqual([expect.objectContaining({ state: "SHIPPED" })]);
    expect(refused).toEqual(Array.from({ length: 9 }, () => refusal("SHIPMENT_STATE_WRONG")));
    expect(await app.labelsOf(shipmentId)).toEqual([sent[0]?.trackingNumber]);
  }
});

test("ten repeats of one request at once buy one label and get it", async () => {
  const { shipmentId } = await app.packed();
  const request = aRequest();
  const any = { shipmentId, carrierId: "", carrierService: "" };
  const sent = await Promise.all(Array.from({ length: 10 }, () => app.shipShipment(any, request)));
  expect(new Set(sent.map(({ state, trackingNumber }) => `${state} ${trackingNumber}`)).size).toBe(1);
  expect(await app.labelsOf(shipmentId)).toEqual([sent[0]?.trackingNumber]);
  expect(await app.eventsOf(shipmentId)).toEqual(["packed", "shipped"]);
});

test("of a clerk who hands over and one who cancels at once, one does", async () => {
  const { shipmentId } = await app.packed();
  const ship = app.shipShipment({ shipmentId, ...choice }, aRequest());
  const outcomes = await Promise.allSettled([ship, app.cancelShipment(shipmentId, aRequest())]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const { state } = await app.findShipment(shipmentId);
  expect(await app.eventsOf(shipmentId)).toEqual(["packed", state.toLowerCase()]);
  expect(app.orders.allocated.has(shipmentId)).toBe(state === "SHIPPED");
});

test("a caller who leaves does not stop the hand-over", async () => {
  app.near.faults.add({ kind: "slow", ms: 100, match: "^/v1/shipments$" });
  const { shipmentId } = await app.packed();
  await app.within(60, () => app.shipShipment({ shipmentId, ...choice }, aRequest()));
  expect(await app.findShipment(shipmentId)).toMatchObject({ state: "HANDING_OVER" });
  app.advance(10_000);
  await app.finishMoves();
  expect(await app.findShipment(shipmentId)).toMatchObject({ state: "SHIPPED" });
});

test.each(["before", "after"] as const)(
  "an answer of the order lost %s it acted packs one shipment in the end",
  async (when) => {
    const request = aRequest();
    const orderId = ids.next("ord");
    const pack = () => app.packShipment({ orderId, wanted: [], weightGrams: 0 }, request);
    app.orders.loseAnswer(when);
    await expect(pack()).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
    app.advance(60_000);
    await app.finishPackings();
    const listed = await app.listOrderShipments(staff, { orderId, pageSize: 0, pageToken: "" });
    expect(listed.items).toEqual([expect.objectContaining({ state: "PACKED" })]);
    expect(await pack()).toEqual(listed.items[0]);
    expect(await app.eventsOf(listed.items[0]?.shipmentId ?? "")).toEqual(["packed"]);
  },
);

test.each(["before", "after"] as const)(
  "what was sent is recorded as it was told although the order's answer was lost %s it acted",
  async (when) => {
    const request = aRequest();
    const orderId = ids.next("ord");
    const sent = { shipTime: new Date(1_000), deliverTime: new Date(2_000), trackingNumber: "VAN 7" };
    const record = () => app.recordShipment({ orderId, wanted: [], ...sent }, request);
    app.orders.loseAnswer(when);
    await expect(record()).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
    app.advance(60_000);
    await app.finishPackings();
    const listed = await app.listOrderShipments(staff, { orderId, pageSize: 0, pageToken: "" });
    expect(listed.items).toEqual([expect.objectContaining({ state: "DELIVERED", carrierId: "", ...sent })]);
    expect(await record()).toEqual(listed.items[0]);
    expect(await app.eventsOf(listed.items[0]?.shipmentId ?? "")).toEqual(["shipped", "delivered"]);
  },
);

test.each(["before", "after"] as const)(
  "an answer of the order lost %s it took units back cancels once in the end",
  async (when) => {
    const { shipmentId } = await app.packed();
    app.orders.loseAnswer(when);
    await expect(app.cancelShipment(shipmentId, aRequest())).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
    app.advance(60_000);
    await app.finishMoves();
    expect(await app.findShipment(shipmentId)).toMatchObject({ state: "CANCELLED" });
    expect(await app.eventsOf(shipmentId)).toEqual(["packed", "cancelled"]);
  },
);

test("a cancellation the order does not answer for is tried again after longer and longer pauses", async () => {
  const { shipmentId } = await app.packed();
  app.orders.loseAnswer("before");
  await expect(app.cancelShipment(shipmentId, aRequest())).rejects.toThrow();
  app.advance(60_000);
  app.orders.loseAnswer("before");
  await app.finishMoves();
  await app.finishMoves();
  expect((await app.findShipment(shipmentId)).state).toBe("CANCELLING");
  app.advance(10_000);
  await app.finishMoves();
  expect((await app.findShipment(shipmentId)).state).toBe("CANCELLED");
});

test("what cannot be packed is tried again after longer and longer pauses", async () => {
  app.orders.loseAnswer("before");
  const orderId = ids.next("ord");
  const pack = app.packShipment({ orderId, wanted: [], weightGrams: 0 }, aRequest());
  await expect(pack).rejects.toThrow();
  app.advance(60_000);
  app.orders.loseAnswer("before");
  await app.finishPackings();
  const listed = () => app.listOrderShipments(staff, { orderId, pageSize: 0, pageToken: "" });
  await app.finishPackings();
  expect((await listed()).items).toEqual([]);
  app.advance(10_000);
  await app.finishPackings();
  expect((await listed()).items).toHaveLength(1);
});

const staff = {
  workload: "gateway",
  user: { userId: "usr_clerk", permissions: new Set(["shipping.read"]), sessionId: "", isGuest: false },
};
