import { type DomainEvent, type Id, notFound } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { type Line, sumLines } from "./line.ts";
import { inOrder, type Share } from "./share.ts";

export type ReservationId = Id<"rsv">;

export type ReservationState = "HELD" | "COMMITTED" | "RELEASED";

/**
 * Units promised from one warehouse: `quantity` at first, `released` of them given back since, whether sent before or
 * not, and `shipped` of them with a carrier.
 */
export interface Allocation extends Share {
  readonly released: bigint;
  readonly shipped: bigint;
}

/** Units promised to one order. Without allocations it is a mark that nothing may ever be reserved under its id. */
export interface Reservation {
  readonly reservationId: ReservationId;
  readonly state: ReservationState;
  /** Counted from 1. */
  readonly version: number;
  readonly allocations: readonly Allocation[];
  /** When a held one lapses; absent once it is committed, and of a mark. */
  readonly expireTime?: Date | undefined;
}

export interface ReservationExpired extends DomainEvent {
  readonly type: "ReservationExpired";
  /** What was given back. */
  readonly allocations: readonly Share[];
}

/** A new reservation of these units. */
export function heldFrom(
  { reservationId, expireTime }: Required<Pick<Reservation, "reservationId" | "expireTime">>,
  shares: readonly Share[],
): Reservation {
  const allocations = inOrder(shares).map((share) => ({ ...share, released: 0n, shipped: 0n }));
  return { reservationId, state: "HELD", version: 1, allocations, expireTime };
}

/** What is still promised, warehouse by warehouse. */
export function livingShares({ allocations }: Pick<Reservation, "allocations">): readonly Share[] {
  return allocations
    .map(({ released, shipped, ...share }) => ({ ...share, quantity: share.quantity - released - shipped }))
    .filter(({ quantity }) => quantity > 0n);
}

/** What carriers have of it, warehouse by warehouse. */
export function shippedShares({ allocations }: Pick<Reservation, "allocations">): readonly Share[] {
  return allocations
    .map(({ released: _, shipped, ...share }) => ({ ...share, quantity: shipped }))
    .filter(({ quantity }) => quantity > 0n);
}

/** True of a mark that was left where a reservation was released before it was made. */
export function isMark({ allocations }: Reservation): boolean {
  return allocations.length === 0;
}

/** True from the instant `expireTime` on; what has no such time never lapses. */
export function hasLapsed(expireTime: Date | undefined, now: Date): boolean {
  return expireTime !== undefined && expireTime <= now;
}

/**
 * The reservation, if it is what these lines asked for and still holds. Fails with RESERVATION_ID_TAKEN if its content
 * is another, HOLD_EXPIRED if it has lapsed or was released.
 */
export function asAsked(reservation: Reservation, lines: readonly Line[], now: Date): Reservation {
  if (!isMark(reservation) && !sameContent(reservation.allocations, lines)) throw refuse("RESERVATION_ID_TAKEN");
  return holding(reservation, now);
}

/** The committed reservation. Fails with RESOURCE_NOT_FOUND, or HOLD_EXPIRED if it is not committed. */
export function committed(reservation: Reservation | undefined): Reservation {
  if (reservation === undefined) throw notFound();
  if (reservation.state !== "COMMITTED") throw refuse("HOLD_EXPIRED");
  return reservation;
}

function holding(reservation: Reservation, now: Date): Reservation {
  const { state, expireTime } = reservation;
  if (state === "RELEASED" || (state === "HELD" && hasLapsed(expireTime, now))) throw refuse("HOLD_EXPIRED");
  return reservation;
}

function sameContent(allocations: readonly Allocation[], lines: readonly Line[]): boolean {
  const kept = new Map(sumLines(allocations).map(({ variantId, quantity }) => [variantId, quantity]));
  return kept.size === lines.length && lines.every(({ variantId, quantity }) => kept.get(variantId) === quantity);
}
