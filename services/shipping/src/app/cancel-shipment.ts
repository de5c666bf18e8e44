import { checkpoint } from "#mesh/kernel";
import { beginCancelling, cancel } from "../domain/move-shipment.ts";
import type { Request, Shipment, ShipmentId } from "../domain/shipment.ts";
import { findShipment } from "./find-shipment.ts";
import type { ShippingPorts } from "./ports.ts";
import { record } from "./record.ts";
import { leaseOfCall } from "./time-left.ts";

/**
 * Unpacks a shipment that no carrier has: kept before the order hears of it, and finished whoever dies meanwhile. Fails
 * with RESOURCE_NOT_FOUND, SHIPMENT_STATE_WRONG.
 */
export const cancelShipment =
  (ports: ShippingPorts) =>
  async (shipmentId: ShipmentId, request: Request): Promise<Shipment> => {
    const found = await findShipment(ports)(shipmentId);
    const lease = leaseOfCall(ports.clock);
    const begun = await record(ports)(found, (shipment, now) => beginCancelling(shipment, request, now), { lease });
    return begun.state === "CANCELLING" ? finishCancelling(ports)(begun) : begun;
  };

/** Has the order take the units back. */
export const finishCancelling =
  (ports: ShippingPorts) =>
  async (shipment: Shipment): Promise<Shipment> => {
    checkpoint("shipping.release.before");
    await ports.orders.release(shipment);
    checkpoint("shipping.release.after");
    return record(ports)(shipment, cancel);
  };
