import type { RequestKey } from "#mesh/kernel";
import { type Collection, type CollectionDraft, createCollection as decide } from "../domain/collection.ts";
import type { ProductPorts } from "./ports.ts";

export const createCollection =
  ({ collections, clock, ids }: ProductPorts) =>
  async (draft: CollectionDraft, request?: RequestKey): Promise<Collection> =>
    collections.create(() => decide(draft, clock.now(), ids), request);
