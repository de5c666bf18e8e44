import type { Order } from "../src/domain/order.ts";
import { callerOf } from "./cart-builders.ts";
import { aRequest, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();

async function cancelled(): Promise<Order> {
  const { order } = await shop().checkout(await shop().filledCart());
  const request = aRequest(order.userId ?? "");
  return shop().app.cancelOrder(callerOf(order.userId ?? ""), { orderId: order.orderId, reason: "late", request });
}

const known = (order: Order, state: "SUCCEEDED" | "FAILED") =>
  new Map(order.refunds.map(({ refundId }) => [refundId, state]));

test("a refund that succeeds or fails later is kept, once, with its event", async () => {
  const { refund } = shop().money.ports;
  shop().money.ports.refund = async (...wanted) => {
    await refund(...wanted);
    return { outcome: "REFUNDED", refund: { refundId: wanted[0].refundId, state: "PENDING" } };
  };
  const order = await cancelled();
  const told = { orderId: order.orderId, refunds: known(order, "FAILED") };
  await shop().app.noteRefunds(told);
  await shop().app.noteRefunds(told);
  expect(await shop().ports.orders.find(order.orderId)).toMatchObject({ step: "DONE", refunds: [{ state: "FAILED" }] });
  expect((await shop().subjects()).filter((subject) => subject === "order_refunded").length).toBe(3);
});

test("while the order is driven the event comes again later", async () => {
  shop().money.faults.set("refund", { answer: { outcome: "UNANSWERED" }, acts: true });
  const order = await cancelled();
  const told = { orderId: order.orderId, refunds: known(order, "SUCCEEDED") };
  await expect(shop().app.noteRefunds(told)).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
});
