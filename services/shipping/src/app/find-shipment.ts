import { notFound } from "#mesh/kernel";
import type { Shipment, ShipmentId } from "../domain/shipment.ts";
import type { ShippingPorts } from "./ports.ts";

/** Fails with RESOURCE_NOT_FOUND. */
export const findShipment =
  ({ shipments }: Pick<ShippingPorts, "shipments">) =>
  async (shipmentId: ShipmentId): Promise<Shipment> => {
    const shipment = await shipments.find(shipmentId);
    if (shipment === undefined) throw notFound();
    return shipment;
  };
