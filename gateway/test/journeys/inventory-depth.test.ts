import { randomUUID } from "node:crypto";
import { audit } from "../../../tools/audit/audit.ts";
import { stock } from "../../../tools/audit/checks/stock.ts";
import { hardServices, startTestMarket, type TestMarket, unlimited } from "./market.ts";
import { guest } from "./shop/buyer.ts";
import { type Staff, staffOf } from "./shop/goods.ts";
import { type Refusal, rest } from "./shop/rest.ts";

let market: TestMarket;
let token: string;
let staff: Staff;

beforeAll(async () => {
  market = await startTestMarket(unlimited, hardServices);
  token = await market.tokenFor(["*"]);
  staff = staffOf(market.url, token);
}, 60_000);

afterAll(() => market?.close());

const ask = <T>(route: string, body?: unknown) => rest<T>(market.url, route, { token, body });
const refused = (reason: string) => expect.objectContaining<Partial<Refusal>>({ reason });

interface LevelJson {
  readonly warehouseId: string;
  readonly onHand: string;
}

interface WarehouseJson {
  readonly warehouseId: string;
}

test("goods go to another warehouse, are sold from there, and the books agree", async () => {
  const goods = await staff.offer({ stock: 10 });
  const { warehouses } = await ask<{ warehouses: WarehouseJson[] }>("GET /v1/warehouses?page_size=1");
  const { warehouse } = await ask<{ warehouse: WarehouseJson }>("POST /v1/warehouses", { name: "Outlet" });
  const [from, to] = [warehouses[0]?.warehouseId ?? "", warehouse.warehouseId];
  const transfer = (quantity: number, change: object = {}) =>
    ask<{ transfer: { transferId: string; lines: object[] } }>("POST /v1/inventory:transfer", {
      ...{ fromWarehouseId: from, toWarehouseId: to, requestId: randomUUID() },
      ...{ lines: [{ variantId: goods.variantId, quantity }], ...change },
    });
  const onHand = async () => {
    const { levels } = await ask<{ levels: LevelJson[] }>(`GET /v1/inventory/${goods.variantId}`);
    return [from, to].map((id) => Number(levels.find(({ warehouseId }) => warehouseId === id)?.onHand));
  };
  await transfer(10, { validateOnly: true });
  expect(await onHand()).toEqual([10, 0]);
  const requestId = randomUUID();
  const made = await transfer(10, { requestId });
  expect(made.transfer.lines).toEqual([
    { variantId: goods.variantId, quantity: "10", fromOnHand: "0", toOnHand: "10" },
  ]);
  expect(await transfer(10, { requestId })).toEqual(made);
  expect(await onHand()).toEqual([0, 10]);
  await expect(transfer(1)).rejects.toEqual(refused("STOCK_INSUFFICIENT"));
  const buyer = await guest(market.url);
  const cart = await buyer.fillCart([{ variantId: goods.variantId, quantity: 3 }]);
  const { order } = await buyer.checkout(cart.cartId);
  expect(order.state).toBe("ORDER_STATE_PAID");
  const back = { fromWarehouseId: to, toWarehouseId: from };
  await expect(transfer(8, back)).rejects.toEqual(refused("STOCK_INSUFFICIENT"));
  await transfer(7, back);
  expect(await onHand()).toEqual([7, 3]);
  const findings = await audit({ url: market.env.DATABASE_URL ?? "", chapters: [stock], settleMs: 10_000 });
  expect(findings.filter(({ count }) => count > 0)).toEqual([]);
});
