import { isDeepStrictEqual } from "node:util";
import { type Ids, notFound, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { type BookDecision, type RateBook, unchanged, withZone } from "./rate-book.ts";
import type { Zone, ZoneDraft, ZoneId } from "./zone.ts";

/** Adds a zone. Fails with COUNTRY_TAKEN. */
export function createZone(book: RateBook, draft: ZoneDraft, now: Date, ids: Ids): BookDecision<Zone> {
  const zone = { ...sorted(draft), zoneId: ids.next("zon"), version: 1, createTime: now, updateTime: now };
  refuseTakenCountries(book, zone);
  return withZone(book, zone);
}

export interface ZoneUpdate {
  readonly zoneId: ZoneId;
  readonly change: Partial<ZoneDraft>;
  /** Empty fits any version. */
  readonly etag: string;
}

/** One that changes nothing gives no new version and no event. Fails with RESOURCE_NOT_FOUND, ETAG_MISMATCH, COUNTRY_TAKEN. */
export function updateZone(book: RateBook, { zoneId, change, etag }: ZoneUpdate, now: Date): BookDecision<Zone> {
  const zone = book.zones.find((candidate) => candidate.zoneId === zoneId);
  if (zone === undefined) throw notFound();
  if (etag !== "" && etag !== String(zone.version)) throw refuseShared("ETAG_MISMATCH");
  const changed = sorted({ ...zone, ...change });
  if (isDeepStrictEqual(changed, zone)) return unchanged(book, zone);
  refuseTakenCountries(book, changed);
  return withZone(book, { ...changed, version: zone.version + 1, updateTime: now });
}

function sorted<T extends ZoneDraft>(draft: T): T {
  return { ...draft, countryCodes: draft.countryCodes.toSorted() };
}

function refuseTakenCountries({ zones }: RateBook, { zoneId, countryCodes }: Zone): void {
  for (const other of zones) {
    if (other.zoneId === zoneId) continue;
    const shared = countryCodes.find((code) => other.countryCodes.includes(code));
    const areBothForTheRest = countryCodes.length === 0 && other.countryCodes.length === 0;
    if (shared === undefined && !areBothForTheRest) continue;
    throw refuse("COUNTRY_TAKEN", { metadata: { country_code: shared ?? "", zone_id: other.zoneId } });
  }
}
