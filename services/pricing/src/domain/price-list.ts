import { isDeepStrictEqual } from "node:util";
import { type Decision, type DomainEvent, type Id, type Ids, invalid, refuse } from "#mesh/kernel";
import type { PriceDraft, VariantId } from "./price.ts";

export type PriceListId = Id<"prl">;

/** What the staff says of a price list. */
export interface PriceListContent {
  readonly name: string;
  /** ISO 4217 code of its prices; kept. */
  readonly currencyCode: string;
  /** Empty for everybody. */
  readonly customerGroup: string;
  readonly startTime: Date | undefined;
  readonly endTime: Date | undefined;
  readonly priority: number;
}

export interface PriceList extends PriceListContent {
  readonly priceListId: PriceListId;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface PriceListEntryKey {
  readonly variantId: VariantId;
  /** From how many units on it counts. */
  readonly minQuantity: bigint;
}

export interface PriceListEntry extends PriceListEntryKey, PriceDraft {}

export interface PriceListCreated extends DomainEvent {
  readonly type: "PriceListCreated";
  readonly priceList: PriceList;
}

export interface PriceListUpdated extends DomainEvent {
  readonly type: "PriceListUpdated";
  readonly priceList: PriceList;
  readonly changedFields: readonly (keyof PriceListContent)[];
}

export interface PriceListDeleted extends DomainEvent {
  readonly type: "PriceListDeleted";
  readonly priceList: PriceList;
}

export interface PriceListEntriesChanged extends DomainEvent {
  readonly type: "PriceListEntriesChanged";
  readonly priceList: PriceList;
  readonly set: readonly PriceListEntry[];
  readonly removed: readonly PriceListEntryKey[];
}

export type PriceListEvent = PriceListCreated | PriceListUpdated | PriceListDeleted | PriceListEntriesChanged;

/** The fields to change; what is absent stays as it is. */
export type PriceListChange = Partial<Omit<PriceListContent, "currencyCode">>;

/** A new list. Fails with INVALID_REQUEST if it ends before it begins. */
export function createPriceList(content: PriceListContent, now: Date, ids: Ids): Decision<PriceList, PriceListCreated> {
  checkWindow(content);
  const priceListId = ids.next("prl");
  const next: PriceList = { ...content, priceListId, version: 1, createTime: now, updateTime: now };
  return { next, events: [{ type: "PriceListCreated", key: priceListId, version: 1, priceList: next }] };
}

/** The list with the change; one that changes nothing gives no new version. Fails with ETAG_MISMATCH, INVALID_REQUEST. */
export function updatePriceList(
  priceList: PriceList,
  change: PriceListChange,
  etag: string,
  now: Date,
): Decision<PriceList, PriceListUpdated> {
  requireEtag(priceList, etag);
  const changed = { ...priceList, ...change };
  const changedFields = (Object.keys(change) as (keyof PriceListChange)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], priceList[field]),
  );
  if (changedFields.length === 0) return { next: priceList, events: [] };
  checkWindow(changed);
  const next = nextVersion(changed, now);
  const { priceListId: key, version } = next;
  return { next, events: [{ type: "PriceListUpdated", key, version, priceList: next, changedFields }] };
}

/** What tells that the list is gone. Fails with ETAG_MISMATCH. */
export function deletePriceList(priceList: PriceList, etag: string): PriceListDeleted {
  requireEtag(priceList, etag);
  const { priceListId: key, version } = priceList;
  return { type: "PriceListDeleted", key, version: version + 1, priceList };
}

/** The list after these of its prices were set and removed; none gives no new version. */
export function entriesChanged(
  priceList: PriceList,
  set: readonly PriceListEntry[],
  removed: readonly PriceListEntryKey[],
  now: Date,
): Decision<PriceList, PriceListEntriesChanged> {
  if (set.length + removed.length === 0) return { next: priceList, events: [] };
  const next = nextVersion(priceList, now);
  const { priceListId: key, version } = next;
  return { next, events: [{ type: "PriceListEntriesChanged", key, version, priceList: next, set, removed }] };
}

/** An empty etag fits any version. Fails with ETAG_MISMATCH. */
export function requireEtag({ version }: { readonly version: number }, etag: string): void {
  if (etag !== "" && etag !== String(version)) throw refuse("ETAG_MISMATCH");
}

function nextVersion(priceList: PriceList, now: Date): PriceList {
  return { ...priceList, version: priceList.version + 1, updateTime: now };
}

function checkWindow({ startTime, endTime }: PriceListContent): void {
  if (startTime === undefined || endTime === undefined || endTime > startTime) return;
  throw invalid({ field: "price_list.end_time", description: "must lie after start_time" });
}
