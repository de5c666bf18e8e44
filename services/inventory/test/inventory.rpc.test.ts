import { ReservationState, StockAdjustmentReason } from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import {
  type AdjustStockRequest,
  InventoryServiceService,
  ReservationServiceService,
  type ReserveStockRequest,
} from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { onCheckpoint } from "#mesh/kernel";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { inventoryService } from "../src/service.ts";
import { ids } from "./builders.ts";

let market: TestHost;
let server: GrpcServer;
let inventory: Client<typeof InventoryServiceService>;
let reservations: Client<typeof ReservationServiceService>;
let staff: { token: string };
let importer: { token: string };
const staffId = ids.next("usr");

beforeAll(async () => {
  market = await startTestHost({ services: [inventoryService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  inventory = createClient(InventoryServiceService, grpcChannel({ address: server.address }));
  reservations = createClient(ReservationServiceService, market.host.channelTo("inventory", "order"));
  staff = { token: await market.tokenFor(["inventory.read", "inventory.write"], staffId) };
  importer = { token: await market.tokenFor(["inventory.write", "inventory.backdate"], staffId) };
});

afterAll(async () => {
  await server?.drain(1_000);
  await market?.close();
});

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

function anAdjustment(change: Partial<AdjustStockRequest> = {}): AdjustStockRequest {
  return {
    variantId: ids.next("var"),
    warehouseId: "",
    quantityDelta: 5n,
    reason: StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_RECEIVED,
    note: "",
    businessTime: undefined,
    requestId: ids.uuid(),
    ...change,
  };
}

const adjust = (change: Partial<AdjustStockRequest> = {}) => inventory.adjustStock(anAdjustment(change), staff);
const stockOf = async (variantId: string) => (await inventory.getStock({ variantId }, staff)).levels;

function aReservation(variantId: string, quantity: bigint, change: Partial<ReserveStockRequest> = {}) {
  return {
    reservationId: ids.next("rsv"),
    lines: [{ variantId, quantity }],
    expireTime: new Date(Date.now() + 60_000),
    requestId: ids.uuid(),
    ...change,
  };
}

test("a reservation is held, committed and released, and the stock follows", async () => {
  const { variantId } = await adjust();
  const { reservation: held } = await reservations.reserveStock(aReservation(variantId, 2n));
  const reservationId = held?.reservationId ?? "";
  expect(held).toMatchObject({ state: ReservationState.RESERVATION_STATE_HELD });
  const [level] = await stockOf(variantId);
  expect(level).toMatchObject({ onHand: 5n, reserved: 2n, available: 3n });
  const { reservation: committed } = await reservations.commitReservation({ reservationId, requestId: ids.uuid() });
  expect(committed).toMatchObject({ state: ReservationState.RESERVATION_STATE_COMMITTED, expireTime: undefined });
  expect(await reservations.getReservation({ reservationId })).toEqual({ reservation: committed });
  const { reservation: left } = await reservations.releaseReservation({
    reservationId,
    lines: [],
    requestId: ids.uuid(),
  });
  expect(left).toMatchObject({ state: ReservationState.RESERVATION_STATE_RELEASED, allocations: [] });
  expect((await stockOf(variantId))[0]).toMatchObject({ onHand: 5n, reserved: 0n, available: 5n });
});

test("what is asked for twice in one call is summed", async () => {
  const { variantId } = await adjust();
  const line = { variantId, quantity: 2n };
  const { reservation } = await reservations.reserveStock(aReservation(variantId, 0n, { lines: [line, line] }));
  expect(reservation?.allocations).toMatchObject([{ variantId, quantity: 4n }]);
});

test("units that are not there are refused with OUT_OF_STOCK and the numbers", async () => {
  const { variantId } = await adjust();
  const outOfStock = refusal("OUT_OF_STOCK", { variant_id: variantId, available: "5", wanted: "6" });
  await expect(reservations.reserveStock(aReservation(variantId, 6n))).rejects.toThrow(outOfStock);
});

test("an id under other content is refused with RESERVATION_ID_TAKEN, whatever the request id", async () => {
  const { variantId } = await adjust();
  const request = aReservation(variantId, 2n);
  const { reservation } = await reservations.reserveStock(request);
  expect(await reservations.reserveStock(request)).toEqual({ reservation });
  expect(await reservations.reserveStock({ ...request, requestId: ids.uuid() })).toEqual({ reservation });
  const other = { ...request, lines: [{ variantId, quantity: 3n }] };
  await expect(reservations.reserveStock(other)).rejects.toThrow(refusal("RESERVATION_ID_TAKEN"));
  const renewed = { ...other, requestId: ids.uuid() };
  await expect(reservations.reserveStock(renewed)).rejects.toThrow(refusal("RESERVATION_ID_TAKEN"));
});

test("named units are given back once for each request id, which stands for one content", async () => {
  const { variantId } = await adjust();
  const { reservation } = await reservations.reserveStock(aReservation(variantId, 3n));
  const release = (quantity: bigint, requestId: string) => {
    const lines = [{ variantId, quantity }];
    return reservations.releaseReservation({ reservationId: reservation?.reservationId ?? "", lines, requestId });
  };
  const requestId = ids.uuid();
  const left = await release(1n, requestId);
  expect(await release(1n, requestId)).toEqual(left);
  await expect(release(2n, requestId)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
  expect((await stockOf(variantId))[0]).toMatchObject({ reserved: 2n });
});

test("a hold that lapses is released by itself and cannot be committed", async () => {
  const { variantId } = await adjust();
  const request = aReservation(variantId, 5n, { expireTime: new Date(Date.now() + 200) });
  const { reservationId } = request;
  await reservations.reserveStock(request);
  await eventually(async () => (await stockOf(variantId))[0]?.available === 5n);
  const { reservation } = await reservations.getReservation({ reservationId });
  expect(reservation).toMatchObject({ state: ReservationState.RESERVATION_STATE_RELEASED, allocations: [] });
  const commit = reservations.commitReservation({ reservationId, requestId: ids.uuid() });
  await expect(commit).rejects.toThrow(refusal("HOLD_EXPIRED"));
});

test("a reservation that is given back before it arrives is refused with HOLD_EXPIRED", async () => {
  const { variantId } = await adjust();
  const request = aReservation(variantId, 1n);
  const { reservationId } = request;
  const release = { reservationId, lines: [], requestId: ids.uuid() };
  for (const _ of ["once", "again"]) {
    expect(await reservations.releaseReservation(release)).toEqual({ reservation: undefined });
  }
  await expect(reservations.reserveStock(request)).rejects.toThrow(refusal("HOLD_EXPIRED"));
  await expect(reservations.getReservation({ reservationId })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("named units are given back, more than are reserved are refused with QUANTITY_TOO_LARGE", async () => {
  const { variantId } = await adjust();
  const { reservation } = await reservations.reserveStock(aReservation(variantId, 3n));
  const release = (quantity: bigint) => {
    const lines = [{ variantId, quantity }];
    const reservationId = reservation?.reservationId ?? "";
    return reservations.releaseReservation({ reservationId, lines, requestId: ids.uuid() });
  };
  expect((await release(1n)).reservation?.allocations).toMatchObject([{ variantId, quantity: 2n }]);
  await expect(release(3n)).rejects.toThrow(refusal("QUANTITY_TOO_LARGE", { variant_id: variantId }));
});

test("a reservation that never was is refused with RESOURCE_NOT_FOUND", async () => {
  const reservationId = ids.next("rsv");
  const notFound = refusal("RESOURCE_NOT_FOUND");
  await expect(reservations.getReservation({ reservationId })).rejects.toThrow(notFound);
  await expect(reservations.commitReservation({ reservationId, requestId: ids.uuid() })).rejects.toThrow(notFound);
});

test("an adjustment is kept with who made it and why, page by page", async () => {
  const { variantId } = await adjust({ note: "pallet 7" });
  await adjust({ variantId, quantityDelta: -1n, reason: StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_DAMAGED });
  const first = await inventory.listMovements({ variantId, pageSize: 1, pageToken: "" }, staff);
  const second = await inventory.listMovements({ variantId, pageSize: 1, pageToken: first.nextPageToken }, staff);
  expect([...first.movements, ...second.movements]).toMatchObject([
    { quantityDelta: -1n, reason: StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_DAMAGED, userId: staffId },
    { quantityDelta: 5n, note: "pallet 7", userId: staffId },
  ]);
  expect(second.nextPageToken).toBe("");
  const elsewhere = { variantId: ids.next("var"), pageSize: 1, pageToken: first.nextPageToken };
  await expect(inventory.listMovements(elsewhere, staff)).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
});

test("adjustments are refused for warehouses that are none and for more than is free", async () => {
  const { variantId } = await adjust();
  await expect(adjust({ variantId, warehouseId: ids.next("whs") })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const tooFew = refusal("STOCK_INSUFFICIENT", { on_hand: "5", reserved: "0" });
  await expect(adjust({ variantId, quantityDelta: -6n })).rejects.toThrow(tooFew);
});

test("what happened before is entered with its time, last entered first, by who may", async () => {
  const { variantId } = await adjust();
  const businessTime = new Date("2011-12-09T12:50:00Z");
  const adjustment = anAdjustment({ variantId, businessTime });
  await expect(inventory.adjustStock(adjustment, staff)).rejects.toThrow(
    refusal("PERMISSION_MISSING", { permission: "inventory.backdate" }),
  );
  await inventory.adjustStock(adjustment, importer);
  const { movements } = await inventory.listMovements({ variantId, pageSize: 2, pageToken: "" }, staff);
  expect(movements).toMatchObject([{ businessTime }, { businessTime: movements[1]?.createTime }]);
  const tomorrow = anAdjustment({ variantId, businessTime: new Date(Date.now() + 86_400_000) });
  await expect(inventory.adjustStock(tomorrow, importer)).rejects.toThrow(refusal("BUSINESS_TIME_IN_FUTURE"));
});

test("a batch of adjustments takes effect once, or none of it, and is listed", async () => {
  const variantId: string = ids.next("var");
  const other: string = ids.next("var");
  const { requestId: _, ...adjustment } = anAdjustment({ variantId, businessTime: new Date(0) });
  const request = { adjustments: [adjustment, { ...adjustment, variantId: other }], requestId: ids.uuid() };
  const answer = await inventory.batchAdjustStock(request, importer);
  expect(answer.stock).toMatchObject([
    { variantId, onHand: 5n, reserved: 0n, available: 5n },
    { variantId: other, onHand: 5n },
  ]);
  expect(await inventory.batchAdjustStock(request, importer)).toEqual(answer);
  const changed = { ...request, adjustments: [adjustment] };
  await expect(inventory.batchAdjustStock(changed, importer)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
  const tooMuch = [...request.adjustments, { ...adjustment, quantityDelta: -11n }];
  const refused = inventory.batchAdjustStock({ adjustments: tooMuch, requestId: ids.uuid() }, importer);
  await expect(refused).rejects.toThrow(
    refusal("STOCK_INSUFFICIENT", { index: "2", variant_id: variantId, on_hand: "10" }),
  );
  const { stock, nextPageToken } = await inventory.listStock({ pageSize: 500, pageToken: "" }, staff);
  expect(stock.filter((entry) => [variantId, other].includes(entry.variantId))).toEqual(answer.stock);
  expect(nextPageToken).toBe("");
  const first = await inventory.listStock({ pageSize: 1, pageToken: "" }, staff);
  const second = await inventory.listStock({ pageSize: 1, pageToken: first.nextPageToken }, staff);
  expect([...first.stock, ...second.stock]).toEqual(stock.slice(0, 2));
  await expect(inventory.listStock({ pageSize: 1, pageToken: "x" }, staff)).rejects.toThrow(
    refusal("PAGE_TOKEN_INVALID"),
  );
});

test("one request id gives one movement, and one warehouse", async () => {
  const request = anAdjustment();
  const answers = await Promise.all(Array.from({ length: 10 }, () => inventory.adjustStock(request, staff)));
  expect(answers).toEqual(answers.map(() => answers[0]));
  expect(answers[0]?.levels[0]).toMatchObject({ onHand: 5n, reserved: 0n, available: 5n });
  const create = { name: "Second", countryCode: "NL", requestId: ids.uuid() };
  const [{ warehouse }, again] = [
    await inventory.createWarehouse(create, staff),
    await inventory.createWarehouse(create, staff),
  ];
  expect(again).toEqual({ warehouse });
  const first = await inventory.listWarehouses({ pageSize: 1, pageToken: "" }, staff);
  const second = await inventory.listWarehouses({ pageSize: 1, pageToken: first.nextPageToken }, staff);
  expect([...first.warehouses, ...second.warehouses]).toMatchObject([{ name: "Main warehouse" }, warehouse ?? {}]);
  const levels = await stockOf(request.variantId);
  expect(levels.map(({ warehouseId }) => warehouseId)).toEqual([
    first.warehouses[0]?.warehouseId,
    warehouse?.warehouseId,
  ]);
});

test("reading and adjusting take their permissions, reserving is for the order service", async () => {
  const { variantId } = await adjust();
  const reader = { token: await market.tokenFor(["inventory.read"]) };
  await expect(inventory.adjustStock(anAdjustment(), reader)).rejects.toThrow(refusal("PERMISSION_MISSING"));
  await expect(inventory.getStock({ variantId })).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
  const stranger = createClient(ReservationServiceService, market.host.channelTo("inventory", "product"));
  await expect(stranger.reserveStock(aReservation(variantId, 1n))).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
});

test("every change passes its checkpoints", async () => {
  const reached: string[] = [];
  const remove = onCheckpoint((name) => reached.push(name));
  const { variantId } = await adjust();
  await inventory.batchAdjustStock({ adjustments: [anAdjustment({ variantId })], requestId: ids.uuid() }, staff);
  const { reservation } = await reservations.reserveStock(aReservation(variantId, 1n));
  const reservationId = reservation?.reservationId ?? "";
  await reservations.commitReservation({ reservationId, requestId: ids.uuid() });
  await reservations.releaseReservation({ reservationId, lines: [], requestId: ids.uuid() });
  remove();
  const steps = ["adjust", "batch_adjust", "reserve", "commit_hold", "release"];
  const expected = steps.flatMap((step) => [`inventory.${step}.before`, `inventory.${step}.after`]);
  expect(reached.filter((name) => expected.includes(name))).toEqual(expected);
});
