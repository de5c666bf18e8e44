import { checkpoint, DomainError, refuse as refuseShared } from "#mesh/kernel";
import { beginPacking, type Packing, pack } from "../domain/pack.ts";
import type { Request, Shipment } from "../domain/shipment.ts";
import type { ShippingPorts } from "./ports.ts";
import { leaseOfCall } from "./time-left.ts";

export type PackShipment = Omit<Packing, "shipmentId" | "requestHash">;

/**
 * Packs units that the order sets aside, and hands them over if they were sent already. What shall be packed is kept
 * before the order hears of it, so that it is finished whoever dies meanwhile. A repeat gets the shipment as it is. Fails
 * with RESOURCE_NOT_FOUND, ORDER_NOT_SHIPPABLE, NOTHING_TO_SHIP, QUANTITY_TOO_LARGE.
 */
export const packShipment =
  (ports: ShippingPorts) =>
  async (wanted: PackShipment, request: Request): Promise<Shipment> => {
    const { shipments, clock } = ports;
    const packing = beginPacking(wanted, request);
    checkpoint("shipping.pack.before");
    const begun = await shipments.beginPacking(packing, clock.now(), leaseOfCall(clock));
    checkpoint("shipping.pack.after");
    const firstHash = "shipment" in begun ? begun.shipment.asked.toPack : begun.requestHash;
    if (firstHash !== packing.requestHash) throw refuseShared("REQUEST_ID_REUSED");
    return "shipment" in begun ? begun.shipment : finishPacking(ports)(packing);
  };

/** Has the order set the units aside and packs them; what the order refuses is forgotten. */
export const finishPacking =
  ({ shipments, orders, clock }: ShippingPorts) =>
  async (packing: Packing): Promise<Shipment> => {
    checkpoint("shipping.allocate.before");
    const allocation = await orders.allocate(packing).catch(async (error: unknown) => {
      if (isRefusal(error)) await shipments.dropPacking(packing.shipmentId);
      throw error;
    });
    checkpoint("shipping.allocate.after");
    return shipments.finishPacking(pack(packing, allocation, clock.now()));
  };

/** Kinds of errors that say no; all others leave open what happened. */
const refusals: ReadonlySet<string> = new Set(["NOT_FOUND", "FAILED_PRECONDITION", "INVALID_ARGUMENT"]);

export function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && refusals.has(error.kind);
}
