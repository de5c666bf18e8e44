import { StockAdjustmentReason } from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import {
  InventoryServiceService,
  ReservationServiceService,
  type TransferStockRequest,
} from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { onCheckpoint } from "#mesh/kernel";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { inventoryService } from "../src/service.ts";
import { ids } from "./builders.ts";

let market: TestHost;
let inventory: Client<typeof InventoryServiceService>;
let staff: { token: string };
let main: string;
let outlet: string;

beforeAll(async () => {
  market = await startTestHost({ services: [inventoryService] });
  inventory = createClient(InventoryServiceService, market.host.channelTo("inventory", "gateway"));
  staff = { token: await market.tokenFor(["inventory.read", "inventory.write"], ids.next("usr")) };
  const create = { name: "Outlet", countryCode: "DE", requestId: ids.uuid() };
  outlet = (await inventory.createWarehouse(create, staff)).warehouse?.warehouseId ?? "";
  const { warehouses } = await inventory.listWarehouses({ pageSize: 1, pageToken: "" }, staff);
  main = warehouses[0]?.warehouseId ?? "";
});

afterAll(() => market?.close());

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

async function stocked(quantity: bigint): Promise<string> {
  const variantId: string = ids.next("var");
  const reason = StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_RECEIVED;
  const common = { warehouseId: main, note: "", businessTime: undefined, requestId: ids.uuid() };
  await inventory.adjustStock({ variantId, quantityDelta: quantity, reason, ...common }, staff);
  return variantId;
}

function aTransfer(lines: TransferStockRequest["lines"], change: Partial<TransferStockRequest> = {}) {
  return {
    ...{ fromWarehouseId: main, toWarehouseId: outlet, lines, note: "" },
    ...{ businessTime: undefined, requestId: ids.uuid(), validateOnly: false, ...change },
  };
}

/** Units on hand in the main warehouse and in the outlet. */
async function onHand(variantId: string): Promise<readonly (bigint | undefined)[]> {
  const { levels } = await inventory.getStock({ variantId }, staff);
  return [main, outlet].map((id) => levels.find(({ warehouseId }) => warehouseId === id)?.onHand);
}

const movementsOf = async (variantId: string) =>
  (await inventory.listMovements({ variantId, pageSize: 10, pageToken: "" }, staff)).movements;

test("goods move once, with a movement at either place that names the transfer", async () => {
  const [mug, bowl] = [await stocked(5n), await stocked(3n)];
  const reached: string[] = [];
  const remove = onCheckpoint((name) => reached.push(name));
  const lines = [
    { variantId: mug, quantity: 2n },
    { variantId: bowl, quantity: 3n },
    { variantId: mug, quantity: 1n },
  ];
  const wanted = aTransfer(lines, { note: "For the fair" });
  const { transfer } = await inventory.transferStock(wanted, staff);
  remove();
  expect(reached).toEqual(expect.arrayContaining(["inventory.transfer.before", "inventory.transfer.after"]));
  expect(transfer).toMatchObject({ fromWarehouseId: main, toWarehouseId: outlet, note: "For the fair" });
  expect(transfer?.transferId).toMatch(/^trf_/);
  expect(transfer?.lines).toEqual([
    { variantId: mug, quantity: 2n, fromOnHand: 3n, toOnHand: 2n },
    { variantId: bowl, quantity: 3n, fromOnHand: 0n, toOnHand: 3n },
    { variantId: mug, quantity: 1n, fromOnHand: 2n, toOnHand: 3n },
  ]);
  expect(await inventory.transferStock(wanted, staff)).toEqual({ transfer });
  expect(await onHand(mug)).toEqual([2n, 3n]);
  const reason = StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_TRANSFERRED;
  const sides = (await movementsOf(bowl)).slice(0, 2);
  expect(sides).toMatchObject([
    { warehouseId: outlet, quantityDelta: 3n, reason, transferId: transfer?.transferId },
    { warehouseId: main, quantityDelta: -3n, reason, transferId: transfer?.transferId },
  ]);
  expect((await movementsOf(bowl))[2]).toMatchObject({ transferId: "" });
});

test("a transfer that cannot be made whole moves nothing, and says which line or warehouse is wrong", async () => {
  const [mug, bowl] = [await stocked(5n), await stocked(3n)];
  const reservations = createClient(ReservationServiceService, market.host.channelTo("inventory", "order"));
  const hold = { reservationId: ids.next("rsv"), expireTime: new Date(Date.now() + 60_000), requestId: ids.uuid() };
  await reservations.reserveStock({ ...hold, lines: [{ variantId: bowl, quantity: 2n }] });
  const lines = [
    { variantId: mug, quantity: 5n },
    { variantId: bowl, quantity: 2n },
  ];
  await expect(inventory.transferStock(aTransfer(lines), staff)).rejects.toThrow(
    refusal("STOCK_INSUFFICIENT", { index: "1", variant_id: bowl, on_hand: "3", reserved: "2" }),
  );
  const nowhere = ids.next("whs");
  for (const field of ["fromWarehouseId", "toWarehouseId"] as const) {
    const inProto = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const enough = aTransfer([{ variantId: mug, quantity: 5n }], { [field]: nowhere });
    await expect(inventory.transferStock(enough, staff)).rejects.toMatchObject({
      ...{ reason: "RESOURCE_NOT_FOUND", fields: [{ field: inProto }] },
    });
  }
  await expect(inventory.transferStock(aTransfer(lines, { toWarehouseId: main }), staff)).rejects.toMatchObject({
    ...{ reason: "INVALID_REQUEST", fields: [{ field: "to_warehouse_id" }] },
  });
  const backdated = aTransfer(lines, { businessTime: new Date(0) });
  await expect(inventory.transferStock(backdated, staff)).rejects.toThrow(refusal("PERMISSION_MISSING"));
  expect([await onHand(mug), await onHand(bowl)]).toEqual([
    [5n, 0n],
    [3n, 0n],
  ]);
});

test("a transfer that is only validated answers as if, and moves nothing", async () => {
  const mug = await stocked(5n);
  const wanted = aTransfer([{ variantId: mug, quantity: 4n }], { validateOnly: true });
  const { transfer } = await inventory.transferStock(wanted, staff);
  expect(transfer?.lines).toMatchObject([{ fromOnHand: 1n, toOnHand: 4n }]);
  expect(await onHand(mug)).toEqual([5n, 0n]);
});

test("transfers to and fro at once lose no unit", async () => {
  const goods = await Promise.all(Array.from({ length: 5 }, () => stocked(20n)));
  const lines = goods.map((variantId) => ({ variantId, quantity: 1n }));
  const back = { fromWarehouseId: outlet, toWarehouseId: main };
  const all = Array.from({ length: 40 }, (_, index) =>
    aTransfer(index % 3 === 0 ? lines : lines.toReversed(), index % 2 === 0 ? {} : back),
  );
  const outcomes = await Promise.allSettled(all.map((wanted) => inventory.transferStock(wanted, staff)));
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused).toEqual(refused.map(() => refusal("STOCK_INSUFFICIENT")));
  for (const variantId of goods) {
    const [there = 0n, here = 0n] = await onHand(variantId);
    expect(there + here).toBe(20n);
    expect(here).toBe(BigInt(refused.length));
  }
});
