import { refuse } from "./errors.ts";
import { type ShipmentDecision, told } from "./move-shipment.ts";
import type { Shipment } from "./shipment.ts";

/** How something was sent that no carrier of the market has. */
export interface Sent {
  readonly shipTime: Date;
  /** Absent if it is not known to have arrived. */
  readonly deliverTime?: Date | undefined;
  /** Of somebody else's tracking; empty if there is none. */
  readonly trackingNumber: string;
}

export interface ToldSent extends Omit<Sent, "shipTime"> {
  /** Now, if absent. */
  readonly shipTime?: Date | undefined;
}

/** What was sent, as it was told. Fails with SHIP_TIME_INVALID. */
export function sentAsTold({ shipTime: given, ...told }: ToldSent, now: Date): Sent {
  const shipTime = given ?? now;
  if (shipTime > now) throw timeInvalid("ship_time", "lies in the future");
  if (told.deliverTime !== undefined && told.deliverTime > now) throw timeInvalid("deliver_time", "lies in the future");
  if (told.deliverTime !== undefined && told.deliverTime < shipTime)
    throw timeInvalid("deliver_time", "lies before ship_time");
  return { ...told, shipTime };
}

/** The packed shipment, handed over without a carrier, and delivered if it arrived. That it was packed is not told. */
export function handOverAsSent(packed: Shipment, { deliverTime, ...sent }: Sent): ShipmentDecision {
  const shipped = told("ShipmentShipped", { next: { ...packed, ...sent, state: "SHIPPED" }, events: [] });
  if (deliverTime === undefined) return shipped;
  const arrived = { ...shipped.next, state: "DELIVERED" as const, deliverTime };
  const { next, events } = told("ShipmentDelivered", { next: arrived, events: [] });
  return { next, events: [...shipped.events, ...events] };
}

function timeInvalid(field: "ship_time" | "deliver_time", description: string) {
  return refuse("SHIP_TIME_INVALID", { fields: [{ field, description }] });
}
