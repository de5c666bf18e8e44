import { ids } from "../../test/cart-builders.ts";
import { settledOrders } from "./settled-orders.ts";

test("the last orders are remembered, and no more", () => {
  const settled = settledOrders(2);
  const orderIds = [ids.next("ord"), ids.next("ord"), ids.next("ord")] as const;
  for (const orderId of orderIds) settled.add(orderId);
  expect(orderIds.map((orderId) => settled.has(orderId))).toEqual([false, true, true]);
  settled.add(orderIds[2]);
  expect(settled.has(orderIds[1])).toBe(true);
});
