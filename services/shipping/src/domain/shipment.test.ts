import { uuidFromId } from "#mesh/kernel";
import { anAllocation, aPacking, aRequest, aShipment, ids, noon } from "../../test/builders.ts";
import { later, lookAgainAt, retryAt } from "./look-again.ts";
import {
  beginCancelling,
  cancel,
  handOver,
  moved,
  settleCarrier,
  ship,
  shownState,
  takeBack,
} from "./move-shipment.ts";
import { observeTracking } from "./observe-tracking.ts";
import { beginPacking, pack } from "./pack.ts";
import { nextStates, type Shipment, type ShipmentState } from "./shipment.ts";

const states = Object.keys(nextStates) as ShipmentState[];
const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const choice = { carrierId: "near", carrierService: "express" };
const request = aRequest();
const soon = later(noon, 1_000);
const label = {
  carrierService: "express",
  trackingNumber: "UM1",
  trackingUrl: "https://t/UM1",
  pdf: Buffer.from("%PDF-"),
};

test.each(states.flatMap((from) => states.map((to) => [from, to] as const)))(
  "%s to %s follows the table",
  (from, to) => {
    const shipment = aShipment({ state: from });
    const move = () => moved(shipment, { state: to }, soon);
    if (nextStates[from].includes(to)) expect(move().next).toMatchObject({ state: to, updateTime: soon });
    else expect(move).toThrow(refusal("SHIPMENT_STATE_WRONG", { metadata: { state: from } }));
  },
);

test.each(states)("in state %s, what comes too late or a second time changes nothing", (state) => {
  const shipment = aShipment({ state });
  const same = { next: shipment, events: [] };
  if (state !== "HANDING_OVER") {
    expect(settleCarrier(shipment, choice, soon)).toEqual(same);
    expect(ship(shipment, label, soon)).toEqual(same);
    expect(takeBack(shipment, shipment, soon)).toEqual(same);
  }
  if (state !== "CANCELLING") expect(cancel(shipment, soon)).toEqual(same);
  if (state !== "SHIPPED") expect(observeTracking(shipment, [anEvent("accepted", 0)], soon)).toEqual(same);
});

test("packing takes what the order set aside, and weighs it unless a weight is given", () => {
  const packing = aPacking();
  const allocation = anAllocation();
  const { next, events } = pack(packing, allocation, noon);
  expect(next).toMatchObject({ shipmentId: packing.shipmentId, state: "PACKED", weightGrams: 700, version: 1 });
  expect(next.lines[0]).not.toHaveProperty("weightGrams");
  expect(events).toEqual([{ type: "ShipmentPacked", key: next.shipmentId, version: 1, shipment: next }]);
  expect(pack({ ...packing, weightGrams: 5 }, allocation, noon).next.weightGrams).toBe(5);
  const [line] = allocation.lines;
  if (line === undefined) throw new Error("no line");
  const heavy = { ...allocation, lines: [{ ...line, quantity: 1_000_000n, weightGrams: 2_000_000_000 }] };
  expect(pack(packing, heavy, noon).next.weightGrams).toBe(2_147_483_647);
});

test("the shipment's id follows from the request", () => {
  const wanted = { orderId: ids.next("ord"), wanted: [], weightGrams: 0 };
  const { shipmentId, requestHash } = beginPacking(wanted, request);
  expect([uuidFromId(shipmentId), requestHash]).toEqual([request.id, request.hash]);
});

test("a line that comes twice is refused, naming it", () => {
  const line = { lineId: ids.next("lin"), quantity: 1n };
  const wanted = { orderId: ids.next("ord"), wanted: [line, line], weightGrams: 0 };
  const field = expect.objectContaining({ field: "lines[1].line_id" });
  expect(() => beginPacking(wanted, aRequest())).toThrow(refusal("INVALID_REQUEST", { fields: [field] }));
});

function handingOver(): Shipment {
  return handOver(aShipment(), { carrierId: "", carrierService: "" }, request, soon).next;
}

test("a hand-over settles on a carrier once, and ends with its label", () => {
  const begun = handingOver();
  expect(handOver(begun, choice, request, soon)).toEqual({ next: begun, events: [] });
  const reused = () => handOver(begun, choice, { ...request, hash: "other" }, soon);
  expect(reused).toThrow(refusal("REQUEST_ID_REUSED"));
  const settled = settleCarrier(begun, choice, soon).next;
  expect(settled).toMatchObject(choice);
  expect(settleCarrier(settled, { ...choice, carrierId: "far" }, soon).next).toBe(settled);
  const { next, events } = ship(settled, label, soon);
  expect(next).toMatchObject({ state: "SHIPPED", trackingNumber: "UM1", shipTime: soon, version: 2 });
  expect(next).not.toHaveProperty("pdf");
  expect(events).toEqual([expect.objectContaining({ type: "ShipmentShipped", version: 2 })]);
});

test("what a carrier refuses is packed again and can be handed over anew, unless it went elsewhere meanwhile", () => {
  const settled = settleCarrier(handingOver(), choice, soon).next;
  const { next, events } = takeBack(settled, choice, soon);
  expect(next).toMatchObject({ state: "PACKED", carrierId: "", carrierService: "", version: 1 });
  expect(events).toEqual([]);
  expect(handOver(next, choice, request, soon).next.state).toBe("HANDING_OVER");
  expect(takeBack(settled, { ...choice, carrierId: "far" }, soon).next).toBe(settled);
});

test("a cancellation begins once, looks packed to others, and ends cancelled", () => {
  const begun = beginCancelling(aShipment(), request, soon).next;
  expect([begun.state, shownState(begun.state)]).toEqual(["CANCELLING", "PACKED"]);
  expect(beginCancelling(begun, request, soon).next).toBe(begun);
  const { next, events } = cancel(begun, soon);
  expect(next).toMatchObject({ state: "CANCELLED", version: 2 });
  expect(events).toEqual([expect.objectContaining({ type: "ShipmentCancelled" })]);
});

const anEvent = (code: string, ms: number) => ({
  ...{ code, description: code, location: "Bern" },
  eventTime: later(noon, ms),
});

test("tracking keeps each event once, in order, the latest two hundred, and ends with the delivery", () => {
  const sent = aShipment({ state: "SHIPPED" });
  const first = observeTracking(sent, [anEvent("in_transit", 20), anEvent("accepted", 10)], soon);
  expect(first.events).toEqual([]);
  expect(first.next.trackingEvents.map(({ code }) => code)).toEqual(["accepted", "in_transit"]);
  expect(observeTracking(first.next, [anEvent("accepted", 10)], soon).next).toBe(first.next);
  const many = Array.from({ length: 300 }, (_, index) => anEvent("scanned", 100 + index));
  const scanned = observeTracking(first.next, many, soon).next;
  expect(scanned.trackingEvents).toEqual(many.slice(-200));
  expect(observeTracking(scanned, many, soon).next).toBe(scanned);
  const { next, events } = observeTracking(scanned, [anEvent("delivered", 900)], soon);
  expect(next).toMatchObject({ state: "DELIVERED", deliverTime: later(noon, 900), updateTime: soon });
  expect(events).toEqual([expect.objectContaining({ type: "ShipmentDelivered", version: 2 })]);
});

test.each<[ShipmentState, number, number | undefined]>([
  ["PACKED", 0, undefined],
  ["HANDING_OVER", 0, 5_000],
  ["CANCELLING", 3, 40_000],
  ["HANDING_OVER", 99, 600_000],
  ["SHIPPED", 0, 1_000],
  ["SHIPPED", 2, 4_000],
  ["SHIPPED", 99, 3_600_000],
  ["DELIVERED", 0, undefined],
  ["CANCELLED", 0, undefined],
])("in state %s after %d attempts a worker looks again in %p ms", (state, attempts, ms) => {
  const at = lookAgainAt(aShipment({ state, ...choice }), attempts, noon, { trackingMs: 1_000 });
  expect(at?.getTime()).toBe(ms === undefined ? undefined : noon.getTime() + ms);
  expect(retryAt(0, noon)).toEqual(later(noon, 5_000));
});

test("ninety days after it was sent nobody asks any more where a shipment is", () => {
  const sent = aShipment({ state: "SHIPPED", shipTime: noon, ...choice });
  const after = (days: number) => lookAgainAt(sent, 0, later(noon, days * 86_400_000), { trackingMs: 1_000 });
  expect([after(89)?.getTime(), after(90)]).toEqual([noon.getTime() + 89 * 86_400_000 + 1_000, undefined]);
});
