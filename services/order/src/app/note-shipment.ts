import type { OrderId } from "../domain/cart.ts";
import type { OrderShipment } from "../domain/shipment.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

export interface NoteShipment {
  readonly orderId: OrderId;
  /** As shipping told it; `version` is that of the event. */
  readonly shipment: Omit<OrderShipment, "updateTime">;
}

/** Keeps how far a shipment has come; what is older than what is known changes nothing. */
export const noteShipment =
  ({ shipments, clock }: OrderPorts) =>
  ({ orderId, shipment }: NoteShipment): Promise<void> =>
    shipments.note(orderId, { ...shipment, updateTime: clock.now() });
