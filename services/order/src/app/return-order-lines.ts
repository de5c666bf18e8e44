import { type Caller, notFound, type RequestKey } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import type { Order, OrderReturn } from "../domain/order.ts";
import { type ReturnEntry, returnLines } from "../domain/return-lines.ts";
import { permitted } from "./cancel-order.ts";
import { changeOrder } from "./change-order.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import { requireBackdating } from "./require-backdating.ts";

export interface ReturnOrderLines extends ReturnEntry {
  readonly orderId: OrderId;
  readonly request: RequestKey;
}

/** Takes units back. Fails as the contract says of ReturnOrderLines. */
export const returnOrderLines =
  (ports: OrderPorts, driver: CheckoutDriver) =>
  async (
    caller: Caller,
    { orderId, request, ...entry }: ReturnOrderLines,
  ): Promise<{ order: Order; orderReturn: OrderReturn }> => {
    const { order, returnId } = await changeOrder(
      ports,
      driver,
    )({
      orderId,
      request,
      point: "order.return",
      check(found) {
        requireBackdating(caller, entry);
        return permitted(caller, found, "order.refund");
      },
      decide: (found) => {
        const { orderReturn, ...decision } = returnLines(found, entry, ports.clock.now(), ports.ids);
        return { ...decision, returnId: orderReturn.returnId };
      },
    });
    const orderReturn = order.returns.find((entry) => entry.returnId === returnId);
    if (orderReturn === undefined) throw notFound();
    return { order, orderReturn };
  };
