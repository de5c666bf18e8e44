import { type PageKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import {
  createMethod as decideCreate,
  updateMethod as decideUpdate,
  type MethodUpdate,
} from "../domain/change-method.ts";
import type { Method, MethodDraft } from "../domain/method.ts";
import type { ShippingPorts } from "./ports.ts";

/** Fails with METHOD_ID_TAKEN, ZONE_UNKNOWN, RATES_INVALID. */
export const createMethod =
  ({ rates, clock }: ShippingPorts) =>
  (methodId: string, draft: MethodDraft, request?: RequestKey): Promise<Method> =>
    rates.change((book) => decideCreate(book, methodId, draft, clock.now()), request);

/** Fails with RESOURCE_NOT_FOUND, ZONE_UNKNOWN, RATES_INVALID, ETAG_MISMATCH. */
export const updateMethod =
  ({ rates, clock }: ShippingPorts) =>
  (update: MethodUpdate, request?: RequestKey): Promise<Method> =>
    rates.change((book) => decideUpdate(book, update, clock.now()), request);

/** By id. Fails with PAGE_TOKEN_INVALID. */
export const listMethods =
  ({ rates }: ShippingPorts) =>
  (query: PageQuery): Promise<{ items: readonly Method[]; nextPageToken: string }> =>
    readPage({ name: "shipping_methods", filter: {}, key }, query, rates.pageOfMethods);

const key: PageKey<string> = {
  encode: (methodId) => [methodId],
  decode: ([methodId, ...more]) => (more.length === 0 ? methodId : undefined),
};
