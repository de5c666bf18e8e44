import { type Decision, type DomainEvent, invalid, notFound, refuse as refuseShared } from "#mesh/kernel";
import type { UserId } from "./ids.ts";

/** What sellers say of themselves; empty text stands for what they have not said. */
export interface SellerContent {
  readonly name: string;
  /** Unique in the market. */
  readonly slug: string;
  readonly description: string;
  /** With https. */
  readonly logoUrl: string;
  /** For everybody to see. */
  readonly contactEmail: string;
  readonly paused: boolean;
}

export interface Seller extends SellerContent {
  readonly userId: UserId;
  /** What the market says. */
  readonly suspended: boolean;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export type SellerState = "ACTIVE" | "PAUSED" | "SUSPENDED";

/** Key: the user; version: that of the seller. */
export interface SellerChanged extends DomainEvent {
  readonly type: "SellerChanged";
  readonly state: SellerState;
}

export function sellerState({ paused, suspended }: Pick<Seller, "paused" | "suspended">): SellerState {
  if (suspended) return "SUSPENDED";
  return paused ? "PAUSED" : "ACTIVE";
}

const nothingSaid = { name: "", slug: "", description: "", logoUrl: "", contactEmail: "", paused: false };

/**
 * The seller with the change, a new one if there was none; what changes nothing gives no event. An empty etag fits any
 * version. Fails with ETAG_MISMATCH, INVALID_REQUEST without a name or a slug.
 */
export function describeSeller(
  seller: Seller | undefined,
  userId: UserId,
  change: Partial<SellerContent>,
  etag: string,
  now: Date,
): Decision<Seller, SellerChanged> {
  if (etag !== "" && etag !== String(seller?.version ?? 0)) throw refuseShared("ETAG_MISMATCH");
  const before = seller ?? { ...nothingSaid, userId, suspended: false, version: 0, createTime: now, updateTime: now };
  const next = { ...before, ...change };
  const missing = (["name", "slug"] as const).filter((field) => next[field].trim() === "");
  if (missing.length > 0)
    throw invalid(...missing.map((name) => ({ field: `seller.${name}`, description: "is required" })));
  return changed(before, next, now);
}

/** The seller, suspended or let go on; who is so already gives no event. Fails with RESOURCE_NOT_FOUND. */
export function setSuspended(
  seller: Seller | undefined,
  suspended: boolean,
  now: Date,
): Decision<Seller, SellerChanged> {
  if (seller === undefined) throw notFound();
  return changed(seller, { ...seller, suspended }, now);
}

function changed(before: Seller, wanted: Seller, now: Date): Decision<Seller, SellerChanged> {
  const fields = Object.keys(wanted) as (keyof Seller)[];
  if (fields.every((field) => wanted[field] === before[field])) return { next: before, events: [] };
  const next = { ...wanted, version: before.version + 1, updateTime: now };
  return {
    next,
    events: [{ type: "SellerChanged", key: next.userId, version: next.version, state: sellerState(next) }],
  };
}
