import { readFile } from "node:fs/promises";
import { statement } from "#mesh/store";
import { postgresCreditStore } from "../src/store/postgres-credit-store.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import { aRequest, useCheckoutShop } from "./checkout-shop.ts";
import { aCredit } from "./credit-builders.ts";

const shop = useCheckoutShop();
let queries: readonly string[];

beforeAll(async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, block = ""] = /```sql\n([\s\S]*?)```/.exec(readme) ?? [];
  queries = block.split(";\n").filter((text) => text.trim() !== "");
});

/** What the README says of the queries that find something. */
async function findings(): Promise<string[]> {
  const found: string[] = [];
  for (const [index, text] of queries.entries()) {
    const rows = await shop().database.query(statement<object>(`t.audit_${index}`, text));
    if (rows.length > 0) found.push(/^-- (.*)/.exec(text.trim())?.[1] ?? text);
  }
  return found;
}

const run = (text: string) => shop().database.query(statement(`t.${ids.uuid()}`, text));

async function aBusyDay(): Promise<void> {
  const buy = async (method?: string) => {
    const cart = await shop().filledCart({ lines: [aCartLine({ quantity: 3n })] });
    return (await shop().checkout(cart, method)).order;
  };
  const [kept, cancelled, returned, packed] = [await buy(), await buy(), await buy(), await buy()];
  await buy("pm_declined").catch(() => undefined);
  const caller = (order: typeof kept) => callerOf(order.userId ?? "");
  const request = (order: typeof kept) => aRequest(order.userId ?? "");
  await shop().app.cancelOrder(caller(cancelled), { ...cancelled, reason: "late", request: request(cancelled) });
  const lines = returned.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  await shop().app.returnOrderLines(caller(returned), {
    orderId: returned.orderId,
    lines,
    reason: "small",
    request: request(returned),
  });
  const pack = ({ orderId }: typeof kept) =>
    shop().app.allocateShipment({ orderId, shipmentId: ids.next("shp"), lines: [] });
  await pack(packed);
  await shop().app.releaseShipment({ orderId: cancelled.orderId, shipmentId: ids.next("shp") });
  const part = kept.lines.map(({ lineId }) => ({ lineId, quantity: 1n }));
  await shop().app.returnOrderLines(caller(kept), {
    orderId: kept.orderId,
    lines: part,
    reason: "small",
    request: request(kept),
  });
  await pack(kept);
  await postgresCreditStore(shop().database).create(() => aCredit(), aRequest("usr_1"));
}

test("after a busy day the queries of the README find nothing", async () => {
  await aBusyDay();
  expect(queries.length).toBe(12);
  expect(await findings()).toEqual([]);
});

test.each([
  [
    "Orders that should",
    "UPDATE orders SET step = 'CAPTURE', due_time = now() - interval '1 hour' WHERE state = 'PAID'",
  ],
  ["An accepted order", "DELETE FROM outbox WHERE subject = 'order.v1.order_placed'"],
  [
    "A cart became",
    "UPDATE carts SET order_id = (SELECT max(order_id::text)::uuid FROM orders) WHERE order_id IS NOT NULL",
  ],
  ["The order's state", "UPDATE order_payments SET state = 'AUTHORIZED'"],
  ["Lines belong", "UPDATE order_lines SET order_id = gen_random_uuid()"],
  ["Totals are the", "UPDATE order_lines SET tax = tax + 1"],
  ["No more is", "UPDATE order_refunds SET amount = amount + 1000000"],
  ["No more of", "UPDATE order_lines SET quantity = quantity - 1, total = total - unit_price"],
  ["What is packed", "UPDATE order_lines SET quantity = quantity - 1, total = total - unit_price"],
  ["Nothing is packed", "UPDATE order_shipments SET state = 'PACKED'"],
  ["A credit is", "UPDATE credits SET total = total + 1"],
  ["A credit is", "UPDATE credits SET lines = jsonb_set(lines, '{0,quantity}', '\"3\"')"],
  ["A credit was", "DELETE FROM outbox WHERE subject = 'order.v1.credit_booked'"],
  ["A credit was", "DELETE FROM order_audit WHERE credit_id IS NOT NULL"],
])("what breaks the invariant '%s' is found", async (name, harm) => {
  await aBusyDay();
  await run(harm);
  expect((await findings()).some((found) => found.startsWith(name))).toBe(true);
});
