import { idKey, notFound, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { CollectionId } from "../domain/collection.ts";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import type { ProductPorts } from "./ports.ts";

export interface ListCollectionProducts extends PageQuery {
  readonly collectionId: CollectionId;
  /** The language wanted; empty for the market's. */
  readonly languageCode: string;
}

/** Fails with RESOURCE_NOT_FOUND, PAGE_TOKEN_INVALID. */
export const listCollectionProducts =
  ({ collections, language }: ProductPorts) =>
  async (query: ListCollectionProducts): Promise<{ items: readonly LocalizedProduct[]; nextPageToken: string }> => {
    const { collectionId, languageCode } = query;
    const collection = await collections.find(collectionId);
    if (collection === undefined) throw notFound();
    const list = { name: "collection_products", filter: { collectionId } };
    const { items, nextPageToken } = await (collection.rule === undefined
      ? readPage({ ...list, key: placeKey }, query, (after, size) =>
          collections.chosenProducts(collectionId, after ?? 0, size),
        )
      : readPage({ ...list, key: idKey("prd") }, query, (after, size) =>
          collections.fittingProducts(collectionId, after, size),
        ));
    return { items: items.map((product) => localize(product, languageCode, language)), nextPageToken };
  };

/** Places in a list, counted from 1. */
const placeKey: PageKey<number> = {
  encode: (place) => [String(place)],
  decode: ([place, ...more]) => (more.length === 0 && /^[1-9]\d{0,3}$/.test(place ?? "") ? Number(place) : undefined),
};
