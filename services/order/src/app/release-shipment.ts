import { checkpoint, notFound } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import { refuse } from "../domain/errors.ts";
import type { Order } from "../domain/order.ts";
import { type ShipmentId, sentStates } from "../domain/shipment.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

export interface ReleaseShipment {
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
}

/** Takes a shipment back; a repeat changes nothing. Fails with RESOURCE_NOT_FOUND (the order) or SHIPMENT_SENT. */
export const releaseShipment =
  ({ orders, shipments, clock }: OrderPorts) =>
  async ({ orderId, shipmentId }: ReleaseShipment): Promise<Order> => {
    checkpoint("order.release_shipment.before");
    await shipments.release(orderId, shipmentId, clock.now());
    checkpoint("order.release_shipment.after");
    const order = await orders.find(orderId);
    if (order === undefined) throw notFound();
    const shipment = order.shipments.find((each) => each.shipmentId === shipmentId);
    if (shipment !== undefined && sentStates.includes(shipment.state)) {
      throw refuse("SHIPMENT_SENT", { metadata: { shipment_id: shipmentId } });
    }
    return order;
  };
