import { idKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import { createZone as decideCreate, updateZone as decideUpdate, type ZoneUpdate } from "../domain/change-zone.ts";
import type { Zone, ZoneDraft } from "../domain/zone.ts";
import type { ShippingPorts } from "./ports.ts";

/** Fails with COUNTRY_TAKEN. */
export const createZone =
  ({ rates, clock, ids }: ShippingPorts) =>
  (draft: ZoneDraft, request?: RequestKey): Promise<Zone> =>
    rates.change((book) => decideCreate(book, draft, clock.now(), ids), request);

/** Fails with RESOURCE_NOT_FOUND, COUNTRY_TAKEN, ETAG_MISMATCH. */
export const updateZone =
  ({ rates, clock }: ShippingPorts) =>
  (update: ZoneUpdate, request?: RequestKey): Promise<Zone> =>
    rates.change((book) => decideUpdate(book, update, clock.now()), request);

/** Oldest first. Fails with PAGE_TOKEN_INVALID. */
export const listZones =
  ({ rates }: ShippingPorts) =>
  (query: PageQuery): Promise<{ items: readonly Zone[]; nextPageToken: string }> =>
    readPage({ name: "shipping_zones", filter: {}, key: idKey("zon") }, query, rates.pageOfZones);
