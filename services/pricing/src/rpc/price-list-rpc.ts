import type * as proto from "#gen/grpc/ultramarket/pricing/v1/price_list.ts";
import {
  type PriceListEntryInput,
  type PriceListInput,
  PriceListServiceService,
} from "#gen/grpc/ultramarket/pricing/v1/price_list_service.ts";
import { invalid, maskedChange, required, requiredMoney } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import { requireKnownCurrency } from "../app/price-lists.ts";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { VariantId } from "../domain/price.ts";
import type {
  PriceList,
  PriceListChange,
  PriceListContent,
  PriceListEntry,
  PriceListEntryKey,
  PriceListId,
} from "../domain/price-list.ts";

export const priceListRpc = (app: PricingUseCases): ServiceBinding =>
  implement(PriceListServiceService, {
    async createPriceList({ priceList }, { request }) {
      const content = decodeContent(required("price_list", priceList));
      requireName(content);
      requireKnownCurrency("price_list.currency_code", content.currencyCode);
      return { priceList: encodePriceList(await app.createPriceList(content, request)) };
    },

    async updatePriceList({ priceListId, priceList, updateMask, etag }, { request }) {
      const content = decodeContent(required("price_list", priceList));
      if (updateMask?.includes("name")) requireName(content);
      const change: PriceListChange = maskedChange(content, updateMask ?? []);
      const wanted = { priceListId: priceListId as PriceListId, change, etag, request };
      return { priceList: encodePriceList(await app.updatePriceList(wanted)) };
    },

    async deletePriceList({ priceListId, etag }, { request }) {
      await app.deletePriceList({ priceListId: priceListId as PriceListId, etag, request });
      return {};
    },

    async getPriceList({ priceListId }) {
      return { priceList: encodePriceList(await app.getPriceList(priceListId as PriceListId)) };
    },

    async listPriceLists({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listPriceLists({ pageSize, pageToken });
      return { priceLists: items.map(encodePriceList), nextPageToken };
    },

    async batchUpdatePriceListEntries({ priceListId, set, remove, etag }, { request }) {
      const entries = { set: set.map(decodeEntry), remove: remove.map(decodeKey) };
      const wanted = { priceListId: priceListId as PriceListId, ...entries, etag, request };
      return { priceList: encodePriceList(await app.batchUpdatePriceListEntries(wanted)) };
    },

    async listPriceListEntries({ priceListId, variantId, pageSize, pageToken }) {
      const of = {
        priceListId: priceListId as PriceListId,
        variantId: (variantId || undefined) as VariantId | undefined,
      };
      const { items, nextPageToken } = await app.listPriceListEntries({ ...of, pageSize, pageToken });
      return { entries: [...items], nextPageToken };
    },
  });

export function encodePriceList({ version, ...list }: PriceList): proto.PriceList {
  return { ...list, etag: String(version) };
}

export function encodeEntryKey(key: PriceListEntryKey): proto.PriceListEntry {
  return { ...key, price: undefined };
}

function decodeContent(input: PriceListInput): PriceListContent {
  const { name, currencyCode, customerGroup, startTime, endTime, priority } = input;
  return { name, currencyCode, customerGroup, startTime, endTime, priority };
}

function decodeEntry({ price, ...key }: PriceListEntryInput, index: number): PriceListEntry {
  return { ...decodeKey(key), price: requiredMoney(`set[${index}].price`, price) };
}

function decodeKey({ variantId, minQuantity }: Omit<PriceListEntryInput, "price">): PriceListEntryKey {
  return { variantId: variantId as VariantId, minQuantity: minQuantity || 1n };
}

function requireName({ name }: PriceListContent): void {
  if (name === "") throw invalid({ field: "price_list.name", description: "must not be empty" });
}
