import type { Order } from "../src/domain/order.ts";
import type { OrderShipment, ShipmentId } from "../src/domain/shipment.ts";
import { aCartLine, callerOf, ids, noon } from "./cart-builders.ts";
import { aRequest, reason, useCheckoutShop } from "./checkout-shop.ts";
import { aShipment } from "./order-builders.ts";

const shop = useCheckoutShop();

const bought = async (quantity = 3n) =>
  (await shop().checkout(await shop().filledCart({ lines: [aCartLine({ quantity, weightGrams: 350 })] }))).order;
const read = async ({ orderId }: Order) => shop().app.readOrder(orderId);
const lineOf = (order: Order, quantity: bigint) => order.lines.slice(0, 1).map(({ lineId }) => ({ lineId, quantity }));

const allocate = ({ orderId }: Order, lines: OrderShipment["lines"] = [], shipmentId: ShipmentId = ids.next("shp")) =>
  shop().app.allocateShipment({ orderId, shipmentId, lines });
const release = ({ orderId }: Order, shipmentId: ShipmentId) => shop().app.releaseShipment({ orderId, shipmentId });
const tell = ({ orderId }: Order, shipment: OrderShipment, state: OrderShipment["state"], version: number) =>
  shop().app.noteShipment({ orderId, shipment: { ...shipment, state, version, trackingNumber: `T${version}` } });

const cancel = ({ orderId, userId = "usr_" }: Order) =>
  shop().app.cancelOrder(callerOf(userId), {
    orderId,
    reason: "why",
    request: aRequest(userId, ids.uuid(), "h", "/C"),
  });
const giveBack = (order: Order, quantity: bigint) =>
  shop().app.returnOrderLines(callerOf(order.userId ?? ""), {
    ...{ orderId: order.orderId, lines: lineOf(order, quantity), reason: "why" },
    request: aRequest(order.userId ?? "", ids.uuid(), "h", "/R"),
  });

test("packed units are kept with the order, which is then not cancelled until they are taken back", async () => {
  const order = await bought();
  const { order: packed, shipment } = await allocate(order, lineOf(order, 2n));
  expect(packed).toEqual(await read(order));
  expect(packed).toMatchObject({ shipments: [{ ...shipment, state: "PACKED" }], lines: [{ weightGrams: 350 }] });
  await expect(cancel(order)).rejects.toThrow(reason("ORDER_NOT_CANCELLABLE", { state: "PACKED" }));
  await expect(allocate(order, lineOf(order, 2n))).rejects.toThrow(reason("QUANTITY_TOO_LARGE", { shippable: "1" }));
  expect(await release(order, shipment.shipmentId)).toMatchObject({ shipments: [{ state: "CANCELLED" }] });
  await release(order, shipment.shipmentId);
  expect((await cancel(order)).state).toBe("CANCELLED");
});

test("the same units under the same id get the first answer, other units and an id that was taken back are refused", async () => {
  const order = await bought();
  const first = await allocate(order, lineOf(order, 2n));
  const { shipmentId } = first.shipment;
  await tell(order, first.shipment, "SHIPPED", 1);
  const again = await allocate(order, lineOf(order, 2n), shipmentId);
  expect(again.shipment).toMatchObject({ shipmentId, lines: first.shipment.lines });
  await expect(allocate(order, lineOf(order, 1n), shipmentId)).rejects.toThrow(reason("SHIPMENT_ID_TAKEN"));
  await expect(allocate(await bought(), [], shipmentId)).rejects.toThrow(reason("SHIPMENT_ID_TAKEN"));
  const early = ids.next("shp");
  expect((await release(order, early)).shipments).toHaveLength(2);
  await expect(allocate(order, [], early)).rejects.toThrow(reason("SHIPMENT_ID_TAKEN", { shipment_id: early }));
  expect((await allocate(order)).shipment.lines).toEqual(lineOf(order, 1n));
});

test("a repeated checkout is told of the order as it was then", async () => {
  const cart = await shop().filledCart();
  const { order } = await shop().checkout(cart, "pm_visa", "once");
  await allocate(order);
  expect((await shop().checkout(cart, "pm_visa", "once")).order).toMatchObject({ state: "PAID", shipments: [] });
});

test("what a carrier has is not taken back", async () => {
  const order = await bought();
  const { shipment } = await allocate(order);
  await tell(order, shipment, "SHIPPED", 2);
  await expect(release(order, shipment.shipmentId)).rejects.toThrow(reason("SHIPMENT_SENT"));
  await expect(cancel(order)).rejects.toThrow(reason("ORDER_NOT_CANCELLABLE", { state: "SHIPPED" }));
});

test("orders that are not there, or not paid, are not sent", async () => {
  const missing = { ...(await bought()), orderId: ids.next("ord") };
  await expect(allocate(missing)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  await expect(release(missing, ids.next("shp"))).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  await expect(read(missing)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  const order = await bought();
  await cancel(order);
  await expect(allocate(order)).rejects.toThrow(reason("ORDER_NOT_SHIPPABLE", { state: "CANCELLED" }));
});

test("late and repeated events change nothing, and do not pack what was taken back", async () => {
  const order = await bought();
  const [{ shipment }, { shipment: gone }] = [
    await allocate(order, lineOf(order, 1n)),
    await allocate(order, lineOf(order, 1n)),
  ];
  await tell(order, shipment, "SHIPPED", 3);
  await tell(order, shipment, "DELIVERED", 4);
  const { shipmentsVersion } = await read(order);
  await tell(order, shipment, "SHIPPED", 3);
  await tell(order, shipment, "DELIVERED", 4);
  await release(order, gone.shipmentId);
  await tell(order, gone, "PACKED", 1);
  const { shipments, ...after } = await read(order);
  expect(shipments).toMatchObject([
    { state: "DELIVERED", trackingNumber: "T4", version: 4, lines: shipment.lines },
    { state: "CANCELLED", version: 1 },
  ]);
  expect(after.shipmentsVersion).toBe(shipmentsVersion + 2);
  const nowhere = aShipment({ lines: lineOf(order, 1n), createTime: noon });
  await tell({ ...order, orderId: ids.next("ord") }, nowhere, "PACKED", 1);
  await tell(order, nowhere, "PACKED", 1);
  expect((await read(order)).shipments).toHaveLength(3);
});

test("a refund has the business time of its return", async () => {
  const order = await bought();
  const { refunds, returns } = (await giveBack(order, 1n)).order;
  expect(refunds[0]?.businessTime).toEqual(returns[0]?.businessTime);
  expect(await read(order)).toMatchObject({ refunds, returns: [{ lines: [{ quantity: 1n, unsentQuantity: 1n }] }] });
});

test("of racing cancellation and packing never both happen", async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < 50; round++) {
    const order = await bought(1n);
    const late = async () => {
      for (let pauses = round % 5; pauses > 0; pauses--) await read(order);
      return allocate(order);
    };
    const both = [cancel(order), late()];
    const done = (await Promise.allSettled(both)).filter(({ status }) => status === "fulfilled");
    const { state, shipments } = await read(order);
    expect([done.length, state === "CANCELLED", shipments.length === 1]).toEqual([
      1,
      shipments.length === 0,
      state === "PAID",
    ]);
    outcomes.add(state);
  }
  expect([...outcomes].toSorted()).toEqual(["CANCELLED", "PAID"]);
}, 30_000);

test("of racing returns and packings no more units are taken than were bought", async () => {
  for (let round = 0; round < 10; round++) {
    const order = await bought(2n);
    const races = [allocate(order, lineOf(order, 1n)), giveBack(order, 1n), allocate(order, lineOf(order, 1n))];
    const failed = (await Promise.allSettled(races)).flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    const { shipments, returns } = await read(order);
    expect([returns.length + shipments.length, failed.length]).toEqual([2, 1]);
    for (const error of failed) expect(error).toMatchObject({ reason: "QUANTITY_TOO_LARGE" });
  }
}, 30_000);

test("eight racing packings of three units pack three, and one id is packed once", async () => {
  const order = await bought(3n);
  const shipmentId = ids.next("shp");
  const same = await Promise.all(Array.from({ length: 4 }, () => allocate(order, lineOf(order, 1n), shipmentId)));
  expect(new Set(same.map(({ shipment }) => shipment.shipmentId)).size).toBe(1);
  const others = await Promise.allSettled(Array.from({ length: 7 }, () => allocate(order, lineOf(order, 1n))));
  expect(others.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect((await read(order)).shipments).toHaveLength(3);
});

test("who let the lease lapse changes nothing any more once units are packed", async () => {
  const order = await bought();
  const { orders } = shop().ports;
  const lease = shop().driver.lease();
  expect(await orders.acquire(order.orderId, lease)).toBeDefined();
  shop().clock.advance(60_000);
  const { shipment } = await allocate(order);
  const stale = { order: { ...order, state: "CANCELLED" as const }, events: [], leaseId: lease.leaseId };
  expect(await orders.record({ ...stale, hold: { dueTime: undefined } })).toBeUndefined();
  expect(await read(order)).toMatchObject({ state: "PAID", shipments: [{ shipmentId: shipment.shipmentId }] });
});

test("nothing is packed while somebody drives the order", async () => {
  const order = await bought();
  const { orders, shipments } = shop().ports;
  const { leaseId, ...lease } = shop().driver.lease();
  await orders.acquire(order.orderId, { leaseId, ...lease });
  const shipment = aShipment({ lines: lineOf(order, 1n), createTime: lease.now });
  expect(await shipments.allocate(order, shipment)).toBe(false);
  await orders.record({ order, events: [], leaseId, hold: { dueTime: undefined } });
  expect(await shipments.allocate(order, shipment)).toBe(true);
});
