import { readFile } from "node:fs/promises";
import { statement } from "#mesh/store";
import type { Order } from "../src/domain/order.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import { aRequest, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();

/** The statements of the README's chapter, each with its comment. */
async function invariants(): Promise<readonly string[]> {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, block = ""] = /## Invariants.*?```sql\n(.*?)```/s.exec(readme) ?? [];
  return block.split(/;$/m).filter((text) => text.includes("SELECT"));
}

test("after purchases, cancellations, packings and returns the README's invariants find nothing", async () => {
  const { app, checkout, filledCart, database } = shop();
  const bought = async () => (await checkout(await filledCart({ lines: [aCartLine({ quantity: 3n })] }))).order;
  const [order, cancelled, packed] = [await bought(), await bought(), await bought()];
  const lines = order.lines.map(({ lineId }) => ({ lineId, quantity: 1n }));
  const asked = ({ userId }: Order) => ({ reason: "why", request: aRequest(userId ?? "") });
  const caller = ({ userId }: Order) => callerOf(userId ?? "");
  await app.cancelOrder(caller(cancelled), { orderId: cancelled.orderId, ...asked(cancelled) });
  await app.releaseShipment({ orderId: cancelled.orderId, shipmentId: ids.next("shp") });
  await app.returnOrderLines(caller(order), { orderId: order.orderId, lines, ...asked(order) });
  await app.allocateShipment({ orderId: order.orderId, shipmentId: ids.next("shp"), lines: [] });
  await app.allocateShipment({ orderId: packed.orderId, shipmentId: ids.next("shp"), lines: [] });
  const found = await invariants();
  expect(found.length).toBeGreaterThanOrEqual(9);
  for (const [nth, text] of found.entries()) {
    expect([text, await database.query(statement(`t.invariant_${nth}`, text), [])]).toEqual([text, []]);
  }
});
