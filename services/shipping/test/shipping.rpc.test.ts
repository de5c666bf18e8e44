import { type Shipment, ShipmentState } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { eventually } from "#mesh/testing";
import { ids } from "./builders.ts";
import { aPackRequest, aShipRequest, type ShippingMarket, startShippingMarket } from "./shipping-market.ts";

let market: ShippingMarket;

beforeAll(async () => {
  market = await startShippingMarket({ stageMs: 50 });
});

afterAll(() => market?.close());

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

async function packed(change: { readonly countryCode?: string; readonly userId?: string } = {}): Promise<Shipment> {
  const { order } = market.orders.place(change);
  return shipmentOf(await market.desk.packShipment(aPackRequest(order.orderId), market.staff));
}

async function shipped(change: object = {}): Promise<Shipment> {
  const { shipmentId } = await packed();
  return shipmentOf(await market.desk.shipShipment(aShipRequest(shipmentId, change), market.staff));
}

function shipmentOf({ shipment }: { shipment: Shipment | undefined }): Shipment {
  if (shipment === undefined) throw new Error("no shipment in the answer");
  return shipment;
}

test("what is left of an order is packed, handed over with a label, and followed until it arrives", async () => {
  const shipment = await packed();
  expect(shipment).toMatchObject({ state: ShipmentState.SHIPMENT_STATE_PACKED, weightGrams: 3_050, carrierId: "" });
  expect(shipment.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ["MUG", 3n],
    ["POT", 1n],
  ]);
  const { shipmentId } = shipment;
  const { shipment: sent } = await market.desk.shipShipment(aShipRequest(shipmentId), market.staff);
  expect(sent).toMatchObject({
    state: ShipmentState.SHIPMENT_STATE_SHIPPED,
    carrierId: "simulated-post",
    carrierService: "economy",
    trackingNumber: expect.stringMatching(/^UM\d{9}SP$/),
  });
  const label = await market.desk.getLabel({ shipmentId }, market.staff);
  expect(label.contentType).toBe("application/pdf");
  expect(label.data.subarray(0, 5).toString()).toBe("%PDF-");
  const arrived = await eventually(async () => {
    const { shipment: now } = await market.shipments.getShipment({ shipmentId }, market.staff);
    return now?.state === ShipmentState.SHIPMENT_STATE_DELIVERED && now;
  });
  expect(arrived.trackingEvents.map(({ code }) => code)).toEqual([
    "accepted",
    "in_transit",
    "out_for_delivery",
    "delivered",
  ]);
  expect(arrived.deliverTime).toEqual(arrived.trackingEvents.at(-1)?.eventTime);
});

test("carriers' rates are shown, cheapest first, of what is packed alone", async () => {
  const { shipmentId } = await packed();
  const { rates } = await market.desk.quoteCarriers({ shipmentId }, market.staff);
  expect(rates.map(({ carrierService, price }) => [carrierService, price?.minorUnits])).toEqual([
    ["economy", 1130n],
    ["express", 2790n],
  ]);
  const sent = await shipped({ carrierService: "express" });
  expect(sent).toMatchObject({ carrierService: "express" });
  const again = market.desk.quoteCarriers({ shipmentId: sent.shipmentId }, market.staff);
  await expect(again).rejects.toThrow(refusal("SHIPMENT_STATE_WRONG"));
});

test("a shipment is its order's user's and the staff's; to others it is not there", async () => {
  const userId = ids.next("usr");
  const { shipmentId, orderId } = await packed({ userId });
  const token = await market.host.tokenFor([], userId);
  const stranger = { token: await market.host.tokenFor([]) };
  const query = { orderId, pageSize: 0, pageToken: "" };
  for (const options of [{ token }, market.staff]) {
    const { shipment } = await market.shipments.getShipment({ shipmentId }, options);
    expect(shipment?.shipmentId).toBe(shipmentId);
    expect((await market.shipments.listOrderShipments(query, options)).shipments).toEqual([shipment]);
  }
  const read = market.shipments.getShipment({ shipmentId }, stranger);
  await expect(read).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  expect((await market.shipments.listOrderShipments(query, stranger)).shipments).toEqual([]);
  await expect(market.desk.getLabel({ shipmentId }, { token })).rejects.toThrow(refusal("PERMISSION_MISSING"));
});

test("one request id packs one shipment, and is refused with other content", async () => {
  const { order } = market.orders.place();
  const lineId = order.lines[0]?.lineId ?? "";
  const request = aPackRequest(order.orderId, { lines: [{ lineId, quantity: 1n }] });
  const answers = await Promise.all(Array.from({ length: 5 }, () => market.desk.packShipment(request, market.staff)));
  expect(new Set(answers.map(({ shipment }) => shipment?.shipmentId)).size).toBe(1);
  expect(market.orders.allocatedTo(order.orderId)).toHaveLength(1);
  const other = market.desk.packShipment({ ...request, weightGrams: 1 }, market.staff);
  await expect(other).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("the order decides what may be packed; its refusals are told as the service's own", async () => {
  const kept = market.orders.place();
  const { orderId, lines } = kept.order;
  const line = { lineId: lines[0]?.lineId ?? "", quantity: 4n };
  const pack = (change: object) => market.desk.packShipment(aPackRequest(orderId, change), market.staff);
  await expect(pack({ lines: [line] })).rejects.toThrow(
    refusal("QUANTITY_TOO_LARGE", { line_id: line.lineId, shippable: "3" }),
  );
  await expect(pack({ lines: [line, line] })).rejects.toThrow(refusal("INVALID_REQUEST"));
  const request = { requestId: ids.uuid() };
  kept.state = "CANCELLED";
  await expect(pack(request)).rejects.toThrow(refusal("ORDER_NOT_SHIPPABLE", { state: "CANCELLED" }));
  kept.state = "PAID";
  const { shipment } = await pack(request);
  expect(shipment?.weightGrams).toBe(3_050);
  await expect(pack({})).rejects.toThrow(refusal("NOTHING_TO_SHIP"));
  const unknown = market.desk.packShipment(aPackRequest(ids.next("ord")), market.staff);
  await expect(unknown).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("a packed shipment is cancelled once, and its units are packed anew; a sent one is not", async () => {
  const { shipmentId, orderId } = await packed();
  const request = { shipmentId, requestId: ids.uuid() };
  const first = await market.desk.cancelShipment(request, market.staff);
  expect(first.shipment?.state).toBe(ShipmentState.SHIPMENT_STATE_CANCELLED);
  expect(await market.desk.cancelShipment(request, market.staff)).toEqual(first);
  const wrong = refusal("SHIPMENT_STATE_WRONG", { state: "CANCELLED" });
  await expect(market.desk.cancelShipment({ ...request, requestId: "b" }, market.staff)).rejects.toThrow(wrong);
  await expect(market.desk.shipShipment(aShipRequest(shipmentId), market.staff)).rejects.toThrow(wrong);
  expect(market.orders.allocatedTo(orderId)).toEqual([]);
  const anew = await market.desk.packShipment(aPackRequest(orderId), market.staff);
  expect(anew.shipment?.shipmentId).not.toBe(shipmentId);
  const sent = await shipped();
  const late = { shipmentId: sent.shipmentId, requestId: ids.uuid() };
  await expect(market.desk.cancelShipment(late, market.staff)).rejects.toThrow(refusal("SHIPMENT_STATE_WRONG"));
  await expect(market.desk.getLabel({ shipmentId }, market.staff)).rejects.toThrow(wrong);
});

test("a carrier or service that is none is refused, and the shipment stays packed", async () => {
  const { shipmentId } = await packed();
  for (const [change, field] of [
    [{ carrierId: "nobody" }, "carrier_id"],
    [{ carrierService: "teleport" }, "carrier_service"],
    [{ carrierId: "simulated-post", carrierService: "teleport" }, "carrier_service"],
  ] as const) {
    const shipping = market.desk.shipShipment(aShipRequest(shipmentId, change), market.staff);
    const fields = [expect.objectContaining({ field })];
    await expect(shipping).rejects.toMatchObject({ reason: "CARRIER_SERVICE_UNKNOWN", fields });
  }
  const { shipment } = await market.desk.shipShipment(aShipRequest(shipmentId), market.staff);
  expect(shipment?.state).toBe(ShipmentState.SHIPMENT_STATE_SHIPPED);
});

test("what the carrier does not take is refused in its words, and stays packed", async () => {
  const { shipmentId } = await packed({ countryCode: "AQ" });
  for (const change of [{}, { carrierId: "simulated-post", carrierService: "express" }]) {
    const shipping = market.desk.shipShipment(aShipRequest(shipmentId, change), market.staff);
    await expect(shipping).rejects.toThrow(refusal("CARRIER_REFUSED", { carrier_message: "We do not deliver to AQ." }));
  }
  await expect(market.desk.quoteCarriers({ shipmentId }, market.staff)).rejects.toThrow(refusal("CARRIER_REFUSED"));
  const { shipment } = await market.shipments.getShipment({ shipmentId }, market.staff);
  expect(shipment?.state).toBe(ShipmentState.SHIPMENT_STATE_PACKED);
});

test("one request id hands one shipment over, and is refused for another", async () => {
  const [first, second] = [await packed(), await packed()];
  const request = aShipRequest(first.shipmentId);
  const sent = await market.desk.shipShipment(request, market.staff);
  const again = await market.desk.shipShipment(request, market.staff);
  expect(again.shipment?.trackingNumber).toBe(sent.shipment?.trackingNumber);
  const other = market.desk.shipShipment({ ...request, shipmentId: second.shipmentId }, market.staff);
  await expect(other).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
  const changed = market.desk.shipShipment({ ...request, carrierService: "express" }, market.staff);
  await expect(changed).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("shipments of all orders are listed by pages, newest first, in any state", async () => {
  const made = [await packed(), await packed(), await packed()].toReversed();
  const state = ShipmentState.SHIPMENT_STATE_PACKED;
  const first = await market.desk.listShipments({ pageSize: 2, pageToken: "", state }, market.staff);
  const token = first.nextPageToken;
  const second = await market.desk.listShipments({ pageSize: 1, pageToken: token, state }, market.staff);
  const seen = [...first.shipments, ...second.shipments].map(({ shipmentId }) => shipmentId);
  expect(seen).toEqual(made.map(({ shipmentId }) => shipmentId));
  const all = ShipmentState.SHIPMENT_STATE_UNSPECIFIED;
  const elsewhere = market.desk.listShipments({ pageSize: 1, pageToken: token, state: all }, market.staff);
  await expect(elsewhere).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  const { shipments } = await market.desk.listShipments({ pageSize: 1, pageToken: "", state: all }, market.staff);
  expect(shipments[0]?.shipmentId).toBe(seen[0]);
});
