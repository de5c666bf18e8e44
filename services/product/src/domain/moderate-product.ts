import { type Caller, type Decision, type Ids, notFound, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { ModerationState } from "./moderation.ts";
import { isSoldBy, type Product, type ProductUpdated } from "./product.ts";
import type { Surroundings } from "./surroundings.ts";
import { type ProductChange, updateProduct } from "./update-product.ts";

/** When and of what version something is decided. */
export interface Moment {
  /** Empty fits any version. */
  readonly etag: string;
  readonly now: Date;
  readonly ids: Ids;
}

/** The product, if the caller sells it; else RESOURCE_NOT_FOUND. */
export function soldBy(caller: Caller, product: Product): Product {
  if (!isSoldBy(caller, product)) throw notFound();
  return product;
}

/** The seller's change: what changes is to be moderated anew, and is a draft until then. Fails as `updateProduct` does. */
export function changeSold(
  product: Product,
  change: Omit<ProductChange, "state">,
  { etag, now, ids }: Moment,
  around: Surroundings,
): Decision<Product, ProductUpdated> {
  const open = withModeration(product, "OPEN", "", now);
  const changed = updateProduct(product, { ...change, state: "DRAFT" }, etag, now, ids, around);
  if (changed.events.length === 0) return changed;
  return told(product, { ...changed.next, moderation: open.moderation }, changed.events[0]?.changedFields ?? []);
}

/** Asks the market to decide. Fails with ETAG_MISMATCH. */
export function submit(product: Product, { etag, now }: Moment): Decision<Product, ProductUpdated> {
  requireVersion(product, etag);
  const state = product.moderation?.state;
  if (state === "SUBMITTED" || state === "APPROVED") return { next: product, events: [] };
  return told(product, { ...withModeration(product, "SUBMITTED", "", now), ...next(product, now) }, []);
}

/** Lets it be sold: it is published. Fails with ETAG_MISMATCH, NOT_SUBMITTED, or as `updateProduct` does. */
export function approve(
  product: Product,
  { etag, now, ids }: Moment,
  around: Surroundings,
): Decision<Product, ProductUpdated> {
  requireVersion(product, etag);
  requireSubmitted(product);
  const approved = withModeration(product, "APPROVED", "", now);
  const { next: published } = updateProduct(approved, { state: "PUBLISHED" }, "", now, ids, around);
  return told(product, published, ["state"]);
}

/** Sends it back to its seller. Fails with ETAG_MISMATCH, NOT_SUBMITTED. */
export function reject(product: Product, reason: string, { etag, now }: Moment): Decision<Product, ProductUpdated> {
  requireVersion(product, etag);
  requireSubmitted(product);
  return told(product, { ...withModeration(product, "REJECTED", reason, now), ...next(product, now) }, []);
}

function requireVersion({ version }: Product, etag: string): void {
  if (etag !== "" && etag !== String(version)) throw refuseShared("ETAG_MISMATCH");
}

function requireSubmitted({ moderation }: Product): void {
  if (moderation?.state !== "SUBMITTED") throw refuse("NOT_SUBMITTED");
}

function withModeration(product: Product, state: ModerationState, reason: string, stateTime: Date): Product {
  return { ...product, moderation: { state, reason, stateTime } };
}

function next({ version }: Product, updateTime: Date) {
  return { version: version + 1, updateTime };
}

function told(
  before: Product,
  after: Product,
  fields: ProductUpdated["changedFields"],
): Decision<Product, ProductUpdated> {
  const isModerated = before.moderation?.state !== after.moderation?.state;
  const changedFields = isModerated ? ([...fields, "moderation"] as const) : fields;
  const { productId: key, version } = after;
  return { next: after, events: [{ type: "ProductUpdated", key, version, product: after, changedFields }] };
}
