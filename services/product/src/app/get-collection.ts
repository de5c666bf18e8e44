import { notFound } from "#mesh/kernel";
import type { Collection, CollectionId } from "../domain/collection.ts";
import type { ProductPorts } from "./ports.ts";

export const getCollection =
  ({ collections }: ProductPorts) =>
  async (collectionId: CollectionId): Promise<Collection> => {
    const collection = await collections.find(collectionId);
    if (collection === undefined) throw notFound();
    return collection;
  };
