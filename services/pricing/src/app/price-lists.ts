import {
  idKey,
  invalid,
  isCurrency,
  notFound,
  type PageKey,
  type PageQuery,
  type RequestKey,
  readPage,
} from "#mesh/kernel";
import type { VariantId } from "../domain/price.ts";
import {
  createPriceList as create,
  entriesChanged,
  type PriceList,
  type PriceListChange,
  type PriceListContent,
  type PriceListEntry,
  type PriceListEntryKey,
  type PriceListId,
  deletePriceList as remove,
  requireEtag,
  updatePriceList as update,
} from "../domain/price-list.ts";
import type { PricingPorts } from "./ports.ts";

interface OfList {
  readonly priceListId: PriceListId;
  /** Empty for any version. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export interface UpdatePriceList extends OfList {
  readonly change: PriceListChange;
}

/** Each variant and quantity once. */
export interface UpdateEntries extends OfList {
  readonly set: readonly PriceListEntry[];
  readonly remove: readonly PriceListEntryKey[];
}

export interface ListEntries extends PageQuery {
  readonly priceListId: PriceListId;
  /** Absent for all. */
  readonly variantId: VariantId | undefined;
}

/** Fails with INVALID_REQUEST, CUSTOMER_GROUP_UNKNOWN. */
export const createPriceList =
  ({ priceLists, clock, ids }: PricingPorts) =>
  async (content: PriceListContent, request?: RequestKey): Promise<PriceList> =>
    priceLists.create(() => create(content, clock.now(), ids), request);

/** Fails with RESOURCE_NOT_FOUND, ETAG_MISMATCH, INVALID_REQUEST, CUSTOMER_GROUP_UNKNOWN. */
export const updatePriceList =
  ({ priceLists, clock }: PricingPorts) =>
  ({ priceListId, change, etag, request }: UpdatePriceList): Promise<PriceList> =>
    priceLists.change(priceListId, (list) => update(list, change, etag, clock.now()), request);

/** Fails with RESOURCE_NOT_FOUND, ETAG_MISMATCH. */
export const deletePriceList =
  ({ priceLists }: PricingPorts) =>
  ({ priceListId, etag, request }: OfList): Promise<void> =>
    priceLists.delete(priceListId, (list) => remove(list, etag), request);

/** Fails with RESOURCE_NOT_FOUND. */
export const getPriceList =
  ({ priceLists }: PricingPorts) =>
  async (priceListId: PriceListId): Promise<PriceList> => {
    const list = await priceLists.find(priceListId);
    if (list === undefined) throw notFound();
    return list;
  };

/** Newest first. Fails with PAGE_TOKEN_INVALID. */
export const listPriceLists =
  ({ priceLists }: PricingPorts) =>
  (query: PageQuery): Promise<{ items: readonly PriceList[]; nextPageToken: string }> => {
    const list = { name: "price_lists", filter: {}, key: idKey("prl") };
    return readPage(list, query, (after, size) => priceLists.page(after, size));
  };

/** Fails with RESOURCE_NOT_FOUND, ETAG_MISMATCH, INVALID_REQUEST for a price that appears twice or in another currency. */
export const batchUpdatePriceListEntries =
  ({ priceLists, clock }: PricingPorts) =>
  async ({ priceListId, set, remove: gone, etag, request }: UpdateEntries): Promise<PriceList> => {
    refuseRepeated(set, gone);
    const check = (list: PriceList) => {
      requireEtag(list, etag);
      requireCurrency(list, set);
    };
    const decide = (list: PriceList, changed: readonly PriceListEntry[], removed: readonly PriceListEntryKey[]) =>
      entriesChanged(list, changed, removed, clock.now());
    return priceLists.changeEntries({ priceListId, set, remove: gone, check, decide }, request);
  };

/** By variant and quantity. Fails with PAGE_TOKEN_INVALID. */
export const listPriceListEntries =
  ({ priceLists }: PricingPorts) =>
  (query: ListEntries): Promise<{ items: readonly PriceListEntry[]; nextPageToken: string }> => {
    const { priceListId, variantId } = query;
    const list = { name: "price_list_entries", filter: { priceListId, variantId: variantId ?? "" }, key: entryKey };
    return readPage(list, query, (after, size) => priceLists.entries(priceListId, variantId, after, size));
  };

const variantKey = idKey("var");

const entryKey: PageKey<PriceListEntryKey> = {
  encode: ({ variantId, minQuantity }) => [...variantKey.encode(variantId), String(minQuantity)],
  decode: ([variant = "", quantity = "", ...more]) => {
    const variantId = variantKey.decode([variant]);
    if (variantId === undefined || !/^\d{1,18}$/.test(quantity) || more.length > 0) return undefined;
    return { variantId, minQuantity: BigInt(quantity) };
  },
};

function refuseRepeated(set: readonly PriceListEntryKey[], gone: readonly PriceListEntryKey[]): void {
  const seen = new Set<string>();
  for (const [field, keys] of [
    ["set", set],
    ["remove", gone],
  ] as const) {
    for (const [index, { variantId, minQuantity }] of keys.entries()) {
      const mark = `${variantId} ${minQuantity}`;
      if (seen.has(mark)) throw invalid({ field: `${field}[${index}]`, description: "names a price a second time" });
      seen.add(mark);
    }
  }
}

function requireCurrency({ currencyCode }: PriceList, set: readonly PriceListEntry[]): void {
  const index = set.findIndex(({ price }) => price.currencyCode !== currencyCode);
  if (index < 0) return;
  throw invalid({ field: `set[${index}].price.currency_code`, description: "must be the currency of the list" });
}

/** Refuses with INVALID_REQUEST what is no currency. */
export function requireKnownCurrency(field: string, currencyCode: string): void {
  if (!isCurrency(currencyCode)) throw invalid({ field, description: "is no active ISO 4217 currency" });
}
