import { create } from "@bufbuild/protobuf";
import { type Order, OrderSchema, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { CommandError } from "../../um/command.ts";
import type { Desk } from "./desk.ts";
import { untilPaid } from "./until-paid.ts";

function anOrder(state: OrderState): Order {
  return create(OrderSchema, { orderId: "ord_1", externalReference: "536365", state });
}

/** Answers one state after the other. */
function desk(...states: readonly OrderState[]) {
  const left = [...states];
  const getOrder = async () => ({ order: anOrder(left.shift() ?? OrderState.FAILED) });
  return { orders: { getOrder } as unknown as Desk["orders"], left };
}

test.each([OrderState.PAID, OrderState.RETURNED])("an order in state %s is not asked for again", async (state) => {
  const { orders, left } = desk(OrderState.FAILED);
  expect(await untilPaid({ orders }, anOrder(state))).toBe("ord_1");
  expect(left).toHaveLength(1);
});

test("an order on its way is asked for until it is paid", async () => {
  const { orders, left } = desk(OrderState.AWAITING_PAYMENT, OrderState.PLACED, OrderState.PAID, OrderState.FAILED);
  expect(await untilPaid({ orders }, anOrder(OrderState.PENDING))).toBe("ord_1");
  expect(left).toEqual([OrderState.FAILED]);
});

test("an order that came to nothing is told by its invoice", async () => {
  const { orders } = desk(OrderState.CANCELLED);
  await expect(untilPaid({ orders }, anOrder(OrderState.PLACED))).rejects.toThrow(
    new CommandError("Order ord_1 of invoice 536365 is CANCELLED, not paid."),
  );
  await expect(untilPaid({ orders }, undefined)).rejects.toThrow(CommandError);
});
