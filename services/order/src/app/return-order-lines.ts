import { type Caller, notFound, type RequestKey } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import type { Order, OrderReturn, ReturnedLine } from "../domain/order.ts";
import { returnLines } from "../domain/return-lines.ts";
import { permitted } from "./cancel-order.ts";
import { changeOrder } from "./change-order.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

export interface ReturnOrderLines {
  readonly orderId: OrderId;
  readonly lines: readonly ReturnedLine[];
  readonly reason: string;
  readonly request: RequestKey;
}

/** Takes units back. Fails with RESOURCE_NOT_FOUND, PERMISSION_MISSING, ORDER_NOT_RETURNABLE or QUANTITY_TOO_LARGE. */
export const returnOrderLines =
  (ports: OrderPorts, driver: CheckoutDriver) =>
  async (
    caller: Caller,
    { orderId, lines, reason, request }: ReturnOrderLines,
  ): Promise<{ order: Order; orderReturn: OrderReturn }> => {
    const { order, returnId } = await changeOrder(
      ports,
      driver,
    )({
      orderId,
      request,
      point: "order.return",
      check: (found) => permitted(caller, found, "order.refund"),
      decide: (found) => {
        const { orderReturn, ...decision } = returnLines(found, lines, reason, ports.clock.now(), ports.ids);
        return { ...decision, returnId: orderReturn.returnId };
      },
    });
    const orderReturn = order.returns.find((entry) => entry.returnId === returnId);
    if (orderReturn === undefined) throw notFound();
    return { order, orderReturn };
  };
