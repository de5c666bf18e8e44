import { type Caller, holds, notFound, type RequestKey, refuse as refuseShared } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import { type Order, owns } from "../domain/order.ts";
import { cancelOrder as decide } from "../domain/order-cancel.ts";
import { changeOrder } from "./change-order.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

export interface CancelOrder {
  readonly orderId: OrderId;
  readonly reason: string;
  readonly request: RequestKey;
}

/** Cancels an order that was not sent. Fails with RESOURCE_NOT_FOUND, PERMISSION_MISSING or ORDER_NOT_CANCELLABLE. */
export const cancelOrder =
  (ports: OrderPorts, driver: CheckoutDriver) =>
  async (caller: Caller, { orderId, reason, request }: CancelOrder): Promise<Order> => {
    const { order } = await changeOrder(
      ports,
      driver,
    )({
      orderId,
      request,
      point: "order.cancel",
      check: (found) => permitted(caller, found, "order.cancel"),
      decide: (found) => decide(found, reason, ports.clock.now(), ports.ids),
    });
    return order;
  };

/** The order, if it is the caller's own or they hold the permission. Who may only read it lacks the permission. */
export function permitted(caller: Caller, order: Order | undefined, permission: string): Order {
  if (order !== undefined && (owns(caller, order) || holds(caller, permission))) return order;
  throw holds(caller, "order.read") ? refuseShared("PERMISSION_MISSING", { metadata: { permission } }) : notFound();
}
