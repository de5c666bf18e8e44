import { runDetached } from "#mesh/kernel";
import { handOver } from "../domain/move-shipment.ts";
import type { CarrierChoice, Request, Shipment, ShipmentId } from "../domain/shipment.ts";
import { carrierOf, parcelOf } from "./ask-carriers.ts";
import { findShipment } from "./find-shipment.ts";
import { finishHandOver } from "./finish-hand-over.ts";
import type { ShippingPorts } from "./ports.ts";
import { record } from "./record.ts";
import { leaseOfCall, timeLeftOfCall } from "./time-left.ts";

export interface ShipShipment extends CarrierChoice {
  readonly shipmentId: ShipmentId;
}

/**
 * Hands a shipment over, once: that it is being done is kept before the carrier is asked. If the carrier is silent, the
 * shipment stays HANDING_OVER and is taken up by a worker. Fails with RESOURCE_NOT_FOUND, SHIPMENT_STATE_WRONG,
 * CARRIER_SERVICE_UNKNOWN, CARRIER_REFUSED.
 */
export const shipShipment =
  (ports: ShippingPorts) =>
  async ({ shipmentId, ...to }: ShipShipment, request: Request): Promise<Shipment> => {
    if (to.carrierId !== "") carrierOf(ports, to.carrierId);
    const found = await findShipment(ports)(shipmentId);
    if (found.state === "PACKED") parcelOf(found);
    const lease = leaseOfCall(ports.clock);
    const begun = await record(ports)(found, (shipment, now) => handOver(shipment, to, request, now), { lease });
    if (begun.state !== "HANDING_OVER") return begun;
    const timeLeft = timeLeftOfCall();
    return runDetached({ onBehalfOf: begun.userId }, () => finishHandOver(ports)(begun, timeLeft));
  };
