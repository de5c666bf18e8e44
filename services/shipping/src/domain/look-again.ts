import { assertNever } from "#mesh/kernel";
import type { Shipment } from "./shipment.ts";

const firstPauseMs = 5_000;
const longestPauseMs = 600_000;
const longestTrackingPauseMs = 3_600_000;
/** After so long a parcel is lost, or nobody scanned it where it arrived. */
const longestWayMs = 90 * 86_400_000;

/** How often it is looked at. */
export interface Pace {
  /** Pause before the carrier is asked where a shipment is; it doubles while there is no news. */
  readonly trackingMs: number;
  /** How long what a worker took is left to it; longer than it takes to ask a carrier, or the order. */
  readonly leaseMs: number;
}

/**
 * When a shipment is to be looked at again, after so many attempts in vain; undefined if nothing is left to be done. What
 * no carrier has, nobody can be asked for.
 */
export function lookAgainAt(
  { state, carrierId, shipTime }: Shipment,
  attempts: number,
  now: Date,
  { trackingMs }: Pick<Pace, "trackingMs">,
): Date | undefined {
  switch (state) {
    case "HANDING_OVER":
    case "CANCELLING":
      return retryAt(attempts, now);
    case "SHIPPED":
      if (carrierId === "") return undefined;
      if (shipTime !== undefined && now >= later(shipTime, longestWayMs)) return undefined;
      return later(now, Math.min(longestTrackingPauseMs, trackingMs * growth(attempts)));
    case "PACKED":
    case "DELIVERED":
    case "CANCELLED":
      return undefined;
    default:
      return assertNever(state);
  }
}

/** When to ask again whoever did not answer. */
export function retryAt(attempts: number, now: Date): Date {
  return later(now, Math.min(longestPauseMs, firstPauseMs * growth(attempts)));
}

export function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

const growth = (attempts: number) => 2 ** Math.min(attempts, 20);
