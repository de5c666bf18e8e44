import { notFound } from "#mesh/kernel";
import { stateWrong } from "../domain/move-shipment.ts";
import type { ShipmentId } from "../domain/shipment.ts";
import type { ShippingPorts } from "./ports.ts";

/** The label as PDF. Fails with RESOURCE_NOT_FOUND, or SHIPMENT_STATE_WRONG if there is none yet. */
export const getLabel =
  ({ shipments }: ShippingPorts) =>
  async (shipmentId: ShipmentId): Promise<Uint8Array> => {
    const found = await shipments.findLabel(shipmentId);
    if (found === undefined) throw notFound();
    if (found.pdf === undefined) throw stateWrong(found.shipment);
    return found.pdf;
  };
