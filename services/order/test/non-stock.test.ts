import type { CartLine } from "../src/domain/cart.ts";
import type { Order } from "../src/domain/order.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import { aRequest, reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const [mug, fee] = [() => aCartLine({ quantity: 2n }), () => aCartLine({ nonStock: true, quantity: 3n })];

/** An order of these lines; of those without stock inventory has none. */
async function bought(lines: readonly CartLine[], method?: string): Promise<Order> {
  const cart = await shop().filledCart({ lines });
  for (const { variantId, nonStock } of lines) if (nonStock) shop().stock.stock.delete(variantId);
  return (await shop().checkout(cart, method)).order;
}
const request = ({ userId }: Order) => aRequest(userId ?? "", ids.uuid(), "h", "/Change");
const giveBack = (order: Order, quantities: readonly bigint[]) => {
  const lines = order.lines.flatMap(({ lineId }, index) => {
    const quantity = quantities[index] ?? 0n;
    return quantity > 0n ? [{ lineId, quantity }] : [];
  });
  const wanted = { orderId: order.orderId, lines, reason: "why", request: request(order) };
  return shop().app.returnOrderLines(callerOf(order.userId ?? ""), wanted);
};
const cancel = (order: Order) =>
  shop().app.cancelOrder(callerOf(order.userId ?? ""), {
    ...{ orderId: order.orderId, reason: "why", request: request(order) },
  });

test("stock is kept of the other lines only, and comes back of those only", async () => {
  const order = await bought([mug(), fee()]);
  expect(order).toMatchObject({ state: "PAID", lines: [{ nonStock: false }, { nonStock: true }] });
  expect([...shop().stock.reservations.values()].map(({ quantities }) => [...quantities])).toEqual([
    [[order.lines[0]?.variantId, 2n]],
  ]);
  const paid = await giveBack(order, [1n, 1n]);
  expect(paid.orderReturn).toMatchObject({ amount: { minorUnits: 2580n }, restocked: true });
  expect(shop().stock.available(order.lines[0]?.variantId ?? "")).toBe(1n);
});

test("what comes back of a line of no stock is money only, and nothing of the other lines is let go", async () => {
  const order = await bought([mug(), fee()]);
  const calls = [...shop().stock.calls];
  const { order: after, orderReturn } = await giveBack(order, [0n, 3n]);
  expect(orderReturn).toMatchObject({ amount: { minorUnits: 3870n }, restocked: true });
  expect(after).toMatchObject({ state: "PAID", step: "DONE", refunds: [{ state: "SUCCEEDED" }] });
  expect(shop().stock.calls).toEqual(calls);
  expect(shop().stock.available(order.lines[0]?.variantId ?? "")).toBe(0n);
  await expect(giveBack(order, [0n, 1n])).rejects.toThrow(reason("QUANTITY_TOO_LARGE", { returnable: "0" }));
  expect((await giveBack(order, [2n])).order.state).toBe("RETURNED");
});

test("inventory is never asked about an order of no stock, whatever becomes of it", async () => {
  const [first, second] = [await bought([fee(), fee()]), await bought([fee()])];
  expect([first.state, (await cancel(first)).state]).toEqual(["PAID", "CANCELLED"]);
  expect((await giveBack(second, [3n])).order.state).toBe("RETURNED");
  await expect(bought([fee()], "pm_declined")).rejects.toThrow(reason("PAYMENT_DECLINED"));
  expect(shop().stock.calls).toEqual([]);
});

test("a cart of nothing that is kept in stock needs no address and no shipping method", async () => {
  const cart = await shop().filledCart({ lines: [fee()], shippingAddress: undefined, shippingMethodId: "" });
  expect((await shop().checkout(cart)).order).toMatchObject({ state: "PAID", shippingTotal: { minorUnits: 0n } });
  const bare = await shop().filledCart({ lines: [fee(), mug()], shippingAddress: undefined, shippingMethodId: "" });
  const missing = { missing: "shipping_address,shipping_method_id" };
  await expect(shop().checkout(bare)).rejects.toThrow(reason("CART_INCOMPLETE", missing));
});

test("only what is kept in stock is packed", async () => {
  const order = await bought([fee(), mug()]);
  const { orderId } = order;
  const { shipment } = await shop().app.allocateShipment({ orderId, shipmentId: ids.next("shp"), lines: [] });
  expect(shipment.lines).toEqual([{ lineId: order.lines[1]?.lineId, quantity: 2n }]);
  const wanted = { orderId, shipmentId: ids.next("shp"), lines: [] };
  await expect(shop().app.allocateShipment(wanted)).rejects.toThrow(reason("NOTHING_TO_SHIP"));
});
