import { isDeepStrictEqual } from "node:util";
import { type Decision, type DomainEvent, type Id, type Ids, refuse as refuseShared } from "#mesh/kernel";
import { slugOf } from "./slug.ts";

export type BrandId = Id<"brd">;

/** What the staff says of a brand; an empty slug asks for one made from the name. */
export interface BrandDraft {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** Empty without a logo. */
  readonly logoUrl: string;
}

export interface Brand extends BrandDraft {
  readonly brandId: BrandId;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface BrandCreated extends DomainEvent {
  readonly type: "BrandCreated";
  readonly brand: Brand;
}

export interface BrandUpdated extends DomainEvent {
  readonly type: "BrandUpdated";
  readonly brand: Brand;
  readonly changedFields: readonly (keyof BrandDraft)[];
}

export type BrandEvent = BrandCreated | BrandUpdated;

export function createBrand(draft: BrandDraft, now: Date, ids: Ids): Decision<Brand, BrandCreated> {
  const brandId = ids.next("brd");
  const slug = draft.slug || slugOf(draft.name);
  const next = { ...draft, slug, brandId, version: 1, createTime: now, updateTime: now };
  return { next, events: [{ type: "BrandCreated", key: brandId, version: 1, brand: next }] };
}

/** The brand with the change; see `updateProduct` for versions and etags. Fails with ETAG_MISMATCH. */
export function updateBrand(
  brand: Brand,
  change: Partial<BrandDraft>,
  etag: string,
  now: Date,
): Decision<Brand, BrandUpdated> {
  if (etag !== "" && etag !== String(brand.version)) throw refuseShared("ETAG_MISMATCH");
  const content = { ...brand, ...change };
  const changed = { ...content, slug: content.slug || slugOf(content.name) };
  const fields = (Object.keys(change) as (keyof BrandDraft)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], brand[field]),
  );
  if (fields.length === 0) return { next: brand, events: [] };
  const next = { ...changed, version: brand.version + 1, updateTime: now };
  const { brandId: key, version } = next;
  return { next, events: [{ type: "BrandUpdated", key, version, brand: next, changedFields: fields }] };
}
