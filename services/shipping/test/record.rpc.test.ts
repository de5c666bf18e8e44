import { ShipmentState } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { eventually } from "#mesh/testing";
import { ids } from "./builders.ts";
import {
  aPackRequest,
  aRecordRequest,
  aShipRequest,
  type ShippingMarket,
  startShippingMarket,
} from "./shipping-market.ts";

let market: ShippingMarket;

beforeAll(async () => {
  market = await startShippingMarket();
});

afterAll(() => market?.close());

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

const placed = () => market.orders.place().order;

async function recorded(orderId: string, change: object = {}) {
  const { shipment } = await market.desk.recordShipment(aRecordRequest(orderId, change), market.staff);
  if (shipment === undefined) throw new Error("no shipment in the answer");
  return shipment;
}

const heardOf = (shipmentId: string, count: number) =>
  eventually(() => {
    const told = market.heard.filter(({ key }) => key === shipmentId);
    return told.length === count && told.map(({ subject, version }) => [subject, version]);
  });

test("what was sent is handed over at once: no carrier, no label, and nothing left to be done", async () => {
  const shipTime = new Date("2010-12-01T08:26:00Z");
  const { orderId, lines } = placed();
  const shipment = await recorded(orderId, { shipTime, trackingNumber: "VAN 7" });
  const { shipmentId } = shipment;
  expect(shipment).toMatchObject({
    ...{ state: ShipmentState.SHIPMENT_STATE_SHIPPED, shipTime, deliverTime: undefined, weightGrams: 3_050 },
    ...{ carrierId: "", carrierService: "", trackingNumber: "VAN 7", trackingUrl: "", trackingEvents: [] },
  });
  expect(shipment.lines.map(({ lineId }) => lineId)).toEqual(lines.map(({ lineId }) => lineId));
  expect(await heardOf(shipmentId, 1)).toEqual([["shipping.v1.shipment_shipped", 1n]]);
  const wrong = refusal("SHIPMENT_STATE_WRONG", { state: "SHIPPED" });
  const { staff, desk } = market;
  await expect(desk.getLabel({ shipmentId }, staff)).rejects.toThrow(wrong);
  await expect(desk.cancelShipment({ shipmentId, requestId: "a" }, staff)).rejects.toThrow(wrong);
  await expect(desk.shipShipment(aShipRequest(shipmentId), staff)).rejects.toThrow(wrong);
  expect((await market.shipments.getShipment({ shipmentId }, staff)).shipment).toEqual(shipment);
});

test("what arrived is delivered, and told of as sent before", async () => {
  const times = { shipTime: new Date("2010-12-01T08:26:00Z"), deliverTime: new Date("2010-12-02T08:26:00Z") };
  const shipment = await recorded(placed().orderId, times);
  expect(shipment).toMatchObject({ state: ShipmentState.SHIPMENT_STATE_DELIVERED, ...times });
  expect(await heardOf(shipment.shipmentId, 2)).toEqual([
    ["shipping.v1.shipment_shipped", 1n],
    ["shipping.v1.shipment_delivered", 2n],
  ]);
});

test("units that were packed or recorded cannot be recorded again", async () => {
  const { orderId, lines } = placed();
  const line = { lineId: lines[0]?.lineId ?? "", quantity: 2n };
  expect((await recorded(orderId, { lines: [line] })).lines).toHaveLength(1);
  const more = market.desk.recordShipment(aRecordRequest(orderId, { lines: [line] }), market.staff);
  await expect(more).rejects.toThrow(refusal("QUANTITY_TOO_LARGE", { line_id: line.lineId, shippable: "1" }));
  const { shipment } = await market.desk.packShipment(aPackRequest(orderId), market.staff);
  expect(shipment?.lines.map(({ quantity }) => quantity)).toEqual([1n, 1n]);
  await expect(recorded(orderId)).rejects.toThrow(refusal("NOTHING_TO_SHIP"));
  await expect(recorded(ids.next("ord"))).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("times that cannot be are refused, and nothing is set aside", async () => {
  const { orderId } = placed();
  const tomorrow = new Date(Date.now() + 86_400_000);
  const late = { shipTime: new Date(2), deliverTime: new Date(1) };
  for (const times of [{ shipTime: tomorrow }, { deliverTime: tomorrow }, late]) {
    await expect(recorded(orderId, times)).rejects.toThrow(refusal("SHIP_TIME_INVALID"));
  }
  expect(market.orders.allocatedTo(orderId)).toEqual([]);
});

test("one request id records one shipment, and is refused with other content", async () => {
  const { orderId } = placed();
  const request = aRecordRequest(orderId);
  const answers = await Promise.all(Array.from({ length: 5 }, () => market.desk.recordShipment(request, market.staff)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(market.orders.allocatedTo(orderId)).toHaveLength(1);
  const other = market.desk.recordShipment({ ...request, trackingNumber: "VAN 7" }, market.staff);
  await expect(other).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});
