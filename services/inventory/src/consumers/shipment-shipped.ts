import { ShipmentShipped } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { ShipmentId } from "../app/ports.ts";
import type { InventoryUseCases } from "../app/use-cases.ts";
import type { ReservationId } from "../domain/reservation.ts";
import type { VariantId } from "../domain/stock.ts";

/** Sold units leave the stock when a carrier has them; an order that never reserved any has none to take. */
export const shipmentShipped = (app: InventoryUseCases): Consumer => ({
  name: "inventory.shipments",
  subjects: ["shipping.v1.shipment_shipped"],
  async handle({ envelope, request }) {
    const { shipment, reservationId } = ShipmentShipped.decode(envelope.payload);
    const { shipmentId, lines, shipTime } = required("shipment", shipment);
    if (reservationId === "") return;
    await app.shipReservation({
      shipmentId: shipmentId as ShipmentId,
      reservationId: reservationId as ReservationId,
      lines: lines.map(({ variantId, quantity }) => ({ variantId: variantId as VariantId, quantity })),
      shipTime,
      request,
    });
  },
});
