import { isDeepStrictEqual } from "node:util";
import { notFound, refuse as refuseShared } from "#mesh/kernel";
import { checkRates } from "./check-rates.ts";
import { refuse } from "./errors.ts";
import type { Method, MethodDraft } from "./method.ts";
import { type BookDecision, type RateBook, unchanged, withMethod } from "./rate-book.ts";

/** Adds a method. Fails with METHOD_ID_TAKEN, ZONE_UNKNOWN, RATES_INVALID. */
export function createMethod(book: RateBook, methodId: string, draft: MethodDraft, now: Date): BookDecision<Method> {
  if (book.methods.some((method) => method.methodId === methodId)) throw refuse("METHOD_ID_TAKEN");
  checkRates(draft.kind, draft.rates, book.zones, "rates");
  return withMethod(book, { ...draft, methodId, version: 1, createTime: now, updateTime: now });
}

export interface MethodUpdate {
  readonly methodId: string;
  readonly change: Partial<Omit<MethodDraft, "kind">>;
  /** Empty fits any version. */
  readonly etag: string;
}

/** One that changes nothing gives no event. Fails with RESOURCE_NOT_FOUND, ETAG_MISMATCH, ZONE_UNKNOWN, RATES_INVALID. */
export function updateMethod(book: RateBook, update: MethodUpdate, now: Date): BookDecision<Method> {
  const { methodId, change, etag } = update;
  const method = book.methods.find((candidate) => candidate.methodId === methodId);
  if (method === undefined) throw notFound();
  if (etag !== "" && etag !== String(method.version)) throw refuseShared("ETAG_MISMATCH");
  const changed = { ...method, ...change };
  if (isDeepStrictEqual(changed, method)) return unchanged(book, method);
  checkRates(changed.kind, changed.rates, book.zones, "method.rates");
  return withMethod(book, { ...changed, version: method.version + 1, updateTime: now });
}
