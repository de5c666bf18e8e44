import { ReservationState, StockAdjustmentReason } from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import {
  type AdjustStockRequest,
  InventoryServiceService,
  ReservationServiceService,
  type ReserveStockRequest,
} from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { inventoryService } from "../src/service.ts";
import { ids } from "./builders.ts";

let market: TestHost;
let server: GrpcServer;
let inventory: Client<typeof InventoryServiceService>;
let reservations: Client<typeof ReservationServiceService>;
let staff: { token: string };
const staffId = ids.next("usr");

beforeAll(async () => {
  market = await startTestHost({ services: [inventoryService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  inventory = createClient(InventoryServiceService, grpcChannel({ address: server.address }));
  reservations = createClient(ReservationServiceService, market.host.channelTo("inventory", "order"));
  staff = { token: await market.tokenFor(["inventory.read", "inventory.write"], staffId) };
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
