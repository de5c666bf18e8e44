import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { ReservationState, StockAdjustmentReason } from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import {
  InventoryServiceService,
  ReservationServiceService,
} from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { Shipment } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { ShipmentShipped } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { onCheckpoint, silentLogger } from "#mesh/kernel";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { inventoryService } from "../src/service.ts";
import { ids, noon } from "./builders.ts";

let market: TestHost;
let bus: Bus;
let inventory: Client<typeof InventoryServiceService>;
let reservations: Client<typeof ReservationServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [inventoryService] });
  bus = await openPostgresBus({ url: market.env.DATABASE_URL ?? "", log: silentLogger });
  inventory = createClient(InventoryServiceService, market.host.channelTo("inventory", "gateway"));
  reservations = createClient(ReservationServiceService, market.host.channelTo("inventory", "order"));
  staff = { token: await market.tokenFor(["inventory.read", "inventory.write"]) };
});

afterAll(async () => {
  await bus?.close();
  await market?.close();
});

const { STOCK_ADJUSTMENT_REASON_RECEIVED: received, STOCK_ADJUSTMENT_REASON_SHIPPED: shipped } = StockAdjustmentReason;
const { STOCK_ADJUSTMENT_REASON_ORDER_RETURNED: returned } = StockAdjustmentReason;

const adjustment = (variantId: string, quantityDelta: bigint, reason: StockAdjustmentReason) => ({
  ...{ variantId, warehouseId: "", quantityDelta, reason, note: "", businessTime: undefined, requestId: ids.uuid() },
});

/** Five units of a new variant, all of them sold. */
async function sold() {
  const variantId = ids.next("var");
  const reservationId = ids.next("rsv");
  await inventory.adjustStock(adjustment(variantId, 5n, received), staff);
  const lines = [{ variantId, quantity: 5n }];
  const expireTime = new Date(Date.now() + 60_000);
  await reservations.reserveStock({ reservationId, lines, expireTime, requestId: ids.uuid() });
  await reservations.commitReservation({ reservationId, requestId: ids.uuid() });
  return { variantId, reservationId };
}

interface Sent {
  readonly variantId: string;
  readonly reservationId: string;
  readonly shipmentId?: string;
  readonly shipTime?: Date | undefined;
}

/** Tells that units were sent, by an event of its own. */
async function tell({ variantId, reservationId, shipmentId = ids.next("shp"), shipTime }: Sent, quantity: bigint) {
  const line = { lineId: ids.next("lin"), variantId, sku: "MUG", name: "Mug", quantity };
  const shipment = { ...Shipment.create(), shipmentId, orderId: ids.next("ord"), lines: [line], shipTime };
  const payload = Buffer.from(ShipmentShipped.encode({ shipment, reservationId }).finish());
  const head = { eventId: ids.uuid(), subject: "shipping.v1.shipment_shipped", key: shipmentId };
  const origin = { version: 2n, createTime: noon, traceparent: "", producer: "shipping", onBehalfOf: "" };
  await bus.append([{ ...head, envelope: EventEnvelope.encode({ ...head, ...origin, payload }).finish() }]);
}

const levelOf = async (variantId: string) => (await inventory.getStock({ variantId }, staff)).levels[0];
const leaves = (variantId: string, onHand: bigint) =>
  eventually(async () => (await levelOf(variantId))?.onHand === onHand);

test("what a carrier got leaves the stock and the reservation, and comes back with a return", async () => {
  const { variantId, reservationId } = await sold();
  await tell({ variantId, reservationId }, 2n);
  await leaves(variantId, 3n);
  expect(await levelOf(variantId)).toMatchObject({ onHand: 3n, reserved: 3n, available: 0n });
  const { reservation } = await reservations.getReservation({ reservationId });
  expect(reservation?.allocations).toMatchObject([{ variantId, quantity: 3n, shippedQuantity: 2n }]);
  const lines = [{ variantId, quantity: 4n }];
  const { reservation: left } = await reservations.releaseReservation({ reservationId, lines, requestId: ids.uuid() });
  expect(left).toMatchObject({ state: ReservationState.RESERVATION_STATE_COMMITTED });
  expect(left?.allocations).toMatchObject([{ quantity: 0n, shippedQuantity: 1n }]);
  expect(await levelOf(variantId)).toMatchObject({ onHand: 4n, reserved: 0n, available: 4n });
  const { movements } = await inventory.listMovements({ variantId, pageSize: 10, pageToken: "" }, staff);
  expect(movements).toMatchObject([
    { quantityDelta: 1n, reason: returned, note: reservationId, userId: "" },
    { quantityDelta: -2n, reason: shipped, userId: "" },
    { quantityDelta: 5n, reason: received },
  ]);
});

test.each([
  ["before", new Date("2010-12-01T08:26:00Z"), true],
  ["at a time that has not come", new Date("2100-01-01T00:00:00Z"), false],
])("what was sent %s leaves the books when it was", async (_, shipTime, isTaken) => {
  const { variantId, reservationId } = await sold();
  await tell({ variantId, reservationId, shipTime }, 1n);
  await leaves(variantId, 4n);
  const { movements } = await inventory.listMovements({ variantId, pageSize: 1, pageToken: "" }, staff);
  expect(movements[0]?.businessTime).toEqual(isTaken ? shipTime : movements[0]?.createTime);
});

test("a shipment that is told twice, or again from the start of the log, leaves once", async () => {
  const [first, last] = [await sold(), await sold()];
  const shipmentId = ids.next("shp");
  await tell({ ...first, shipmentId }, 2n);
  await tell({ ...first, shipmentId }, 2n);
  await leaves(first.variantId, 3n);
  await bus.replay("inventory.shipments", { repeatEffects: true });
  await tell(last, 5n);
  await leaves(last.variantId, 0n);
  expect(await levelOf(first.variantId)).toMatchObject({ onHand: 3n, reserved: 3n });
});

test("a shipment of an order without a reservation takes nothing, and holds back nobody", async () => {
  const { variantId, reservationId } = await sold();
  const shipmentId = ids.next("shp");
  await tell({ variantId, reservationId: "", shipmentId }, 1n);
  await tell({ variantId, reservationId, shipmentId }, 1n);
  await leaves(variantId, 4n);
});

test("the staff cannot enter what the market alone enters", async () => {
  for (const reason of [shipped, returned]) {
    const entering = inventory.adjustStock(adjustment(ids.next("var"), 1n, reason), staff);
    await expect(entering).rejects.toMatchObject({ reason: "INVALID_REQUEST" });
  }
});

test("a shipment passes its checkpoints", async () => {
  const reached = new Set<string>();
  const remove = onCheckpoint((name) => reached.add(name));
  const { variantId, reservationId } = await sold();
  await tell({ variantId, reservationId }, 1n);
  await eventually(() => reached.has("inventory.ship.before") && reached.has("inventory.ship.after"));
  remove();
});
