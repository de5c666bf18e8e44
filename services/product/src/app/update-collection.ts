import type { RequestKey } from "#mesh/kernel";
import {
  type Collection,
  type CollectionDraft,
  type CollectionId,
  updateCollection as decide,
} from "../domain/collection.ts";
import type { ProductPorts } from "./ports.ts";

export interface UpdateCollection {
  readonly collectionId: CollectionId;
  readonly change: Partial<CollectionDraft>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const updateCollection =
  ({ collections, clock }: ProductPorts) =>
  async ({ collectionId, change, etag, request }: UpdateCollection): Promise<Collection> =>
    collections.change(collectionId, (collection) => decide(collection, change, etag, clock.now()), request);
