import { type Decision, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import {
  type CarrierChoice,
  type Label,
  nextStates,
  type Request,
  type Shipment,
  type ShipmentEvent,
  type ShipmentState,
} from "./shipment.ts";

export type ShipmentDecision = Decision<Shipment, ShipmentEvent>;

/** A state as others know it. */
export function shownState(state: ShipmentState): Exclude<ShipmentState, "CANCELLING"> {
  return state === "CANCELLING" ? "PACKED" : state;
}

/** Begins to hand it over; a repeat of the request that did so changes nothing. Fails with SHIPMENT_STATE_WRONG. */
export function handOver(shipment: Shipment, to: CarrierChoice, request: Request, now: Date): ShipmentDecision {
  const { carrierId, carrierService } = to;
  if (isRepeat(shipment.asked.toShip, request)) return unmoved(shipment);
  const asked = { ...shipment.asked, toShip: request };
  return moved(shipment, { state: "HANDING_OVER", carrierId, carrierService, asked }, now);
}

/** Settles with whom it goes, unless that was settled meanwhile. */
export function settleCarrier(shipment: Shipment, choice: CarrierChoice, now: Date): ShipmentDecision {
  if (shipment.state !== "HANDING_OVER" || isSettled(shipment)) return unmoved(shipment);
  const { carrierId, carrierService } = choice;
  return { next: { ...shipment, carrierId, carrierService, updateTime: now }, events: [] };
}

export function isSettled({ carrierId, carrierService }: CarrierChoice): boolean {
  return carrierId !== "" && carrierService !== "";
}

/** The carrier took it; nothing changes if that is known. */
export function ship(shipment: Shipment, { pdf: _, ...label }: Label, now: Date): ShipmentDecision {
  if (shipment.state !== "HANDING_OVER") return unmoved(shipment);
  return told("ShipmentShipped", moved(shipment, { state: "SHIPPED", ...label, shipTime: now }, now));
}

/** The carrier asked does not take it: it is packed, as before, unless something else happened meanwhile. */
export function takeBack(shipment: Shipment, asked: CarrierChoice, now: Date): ShipmentDecision {
  const isSame = shipment.carrierId === asked.carrierId && shipment.carrierService === asked.carrierService;
  if (shipment.state !== "HANDING_OVER" || !isSame) return unmoved(shipment);
  const { toShip: _, ...others } = shipment.asked;
  return moved(shipment, { state: "PACKED", carrierId: "", carrierService: "", asked: others }, now);
}

/** Begins to unpack it; a repeat of the request that did so changes nothing. Fails with SHIPMENT_STATE_WRONG. */
export function beginCancelling(shipment: Shipment, request: Request, now: Date): ShipmentDecision {
  if (isRepeat(shipment.asked.toCancel, request)) return unmoved(shipment);
  return moved(shipment, { state: "CANCELLING", asked: { ...shipment.asked, toCancel: request } }, now);
}

/** The order has the units again; nothing changes if that is known. */
export function cancel(shipment: Shipment, now: Date): ShipmentDecision {
  if (shipment.state !== "CANCELLING") return unmoved(shipment);
  return told("ShipmentCancelled", moved(shipment, { state: "CANCELLED" }, now));
}

/** True for the request that was kept, false for another one. Fails with REQUEST_ID_REUSED if its content differs. */
function isRepeat(kept: Request | undefined, request: Request): boolean {
  if (kept?.id !== request.id) return false;
  if (kept.hash !== request.hash) throw refuseShared("REQUEST_ID_REUSED");
  return true;
}

/** The shipment in another state. Fails with SHIPMENT_STATE_WRONG. */
export function moved(
  shipment: Shipment,
  change: Partial<Shipment> & Pick<Shipment, "state">,
  now: Date,
): ShipmentDecision {
  if (!nextStates[shipment.state].includes(change.state)) throw stateWrong(shipment);
  return { next: { ...shipment, ...change, updateTime: now }, events: [] };
}

export function stateWrong({ state }: Shipment) {
  return refuse("SHIPMENT_STATE_WRONG", { metadata: { state } });
}

/** The decision in the shipment's next version, with the event that tells it. */
export function told(type: ShipmentEvent["type"], { next }: ShipmentDecision): ShipmentDecision {
  const version = next.version + 1;
  const shipment = { ...next, version };
  return { next: shipment, events: [{ type, key: shipment.shipmentId, version, shipment }] };
}

export function unmoved(shipment: Shipment): ShipmentDecision {
  return { next: shipment, events: [] };
}
