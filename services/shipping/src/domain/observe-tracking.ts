import { isDeepStrictEqual } from "node:util";
import { moved, type ShipmentDecision, told, unmoved } from "./move-shipment.ts";
import type { Shipment, TrackingEvent } from "./shipment.ts";

/** The most events kept of one shipment: the latest. */
const mostEvents = 200;

/** Takes over what the carrier tells of a shipment it has. What it told before and tells no more stays. */
export function observeTracking(shipment: Shipment, shown: readonly TrackingEvent[], now: Date): ShipmentDecision {
  if (shipment.state !== "SHIPPED") return unmoved(shipment);
  const isKnown = (event: TrackingEvent) => shipment.trackingEvents.some((known) => isDeepStrictEqual(known, event));
  const news = shown.filter((event) => !isKnown(event));
  const all = [...shipment.trackingEvents, ...news].toSorted((a, b) => a.eventTime.getTime() - b.eventTime.getTime());
  const trackingEvents = all.slice(-mostEvents);
  if (isDeepStrictEqual(trackingEvents, shipment.trackingEvents)) return unmoved(shipment);
  const delivered = all.find(({ code }) => code === "delivered");
  if (delivered === undefined) return { next: { ...shipment, trackingEvents, updateTime: now }, events: [] };
  return arrived({ ...shipment, trackingEvents }, delivered.eventTime, now);
}

function arrived(shipment: Shipment, deliverTime: Date, now: Date): ShipmentDecision {
  return told("ShipmentDelivered", moved(shipment, { state: "DELIVERED", deliverTime }, now));
}
