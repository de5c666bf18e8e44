import { stateWrong } from "../domain/move-shipment.ts";
import type { ShipmentId } from "../domain/shipment.ts";
import { askCarriers, parcelOf } from "./ask-carriers.ts";
import { findShipment } from "./find-shipment.ts";
import type { CarrierRate, ShippingPorts } from "./ports.ts";
import { timeLeftOfCall } from "./time-left.ts";

/** Fails with RESOURCE_NOT_FOUND, SHIPMENT_STATE_WRONG, CARRIER_UNAVAILABLE, CARRIER_REFUSED. */
export const quoteCarriers =
  (ports: ShippingPorts) =>
  async (shipmentId: ShipmentId): Promise<readonly CarrierRate[]> => {
    const shipment = await findShipment(ports)(shipmentId);
    if (shipment.state !== "PACKED") throw stateWrong(shipment);
    return askCarriers(ports, ports.carriers, parcelOf(shipment), timeLeftOfCall()());
  };
