import type { OrderId } from "../../domain/cart.ts";
import type { Order } from "../../domain/order.ts";
import type { OrderShipment, ShipmentId } from "../../domain/shipment.ts";

/** Keeps the shipments of orders: each change is made under the order's row. */
export interface ShipmentStore {
  /**
   * Adds the shipment to the order it was decided on; false, and nothing is kept, if that has changed since, or somebody
   * drives it. From then on nobody whose lease has lapsed changes it. Fails with SHIPMENT_ID_TAKEN if another order has a
   * shipment of this id.
   */
  allocate(order: Order, shipment: OrderShipment): Promise<boolean>;
  /** Takes a shipment back unless a carrier has it; if there is none of this id, there never will be. */
  release(orderId: OrderId, shipmentId: ShipmentId, now: Date): Promise<void>;
  /** Keeps what shipping told of a shipment, if it is newer than what is known. */
  note(orderId: OrderId, shipment: OrderShipment): Promise<void>;
}
