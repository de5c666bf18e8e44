import type { Decision, DomainEvent } from "#mesh/kernel";
import type { Method } from "./method.ts";
import type { Zone } from "./zone.ts";

/** All zones and methods: what shipping costs customers. */
export interface RateBook {
  /** Oldest first. */
  readonly zones: readonly Zone[];
  /** By id. */
  readonly methods: readonly Method[];
  /** Counts the changes. */
  readonly version: number;
}

export interface ShippingRatesChanged extends DomainEvent {
  readonly type: "ShippingRatesChanged";
  readonly zones: readonly Zone[];
  readonly methods: readonly Method[];
}

/** A change of the book, and what whoever asked for it is told. */
export interface BookDecision<T> extends Decision<RateBook, ShippingRatesChanged> {
  readonly answer: T;
}

/** The book with the zone in place of the one of its id, or at its end. */
export function withZone(book: RateBook, zone: Zone): BookDecision<Zone> {
  const others = book.zones.filter(({ zoneId }) => zoneId !== zone.zoneId);
  const zones = [...others, zone].toSorted((a, b) => (a.zoneId < b.zoneId ? -1 : 1));
  return { ...changedBook({ ...book, zones }), answer: zone };
}

/** The book with the method in place of the one of its id, or beside the others. */
export function withMethod(book: RateBook, method: Method): BookDecision<Method> {
  const others = book.methods.filter(({ methodId }) => methodId !== method.methodId);
  const methods = [...others, method].toSorted((a, b) => (a.methodId < b.methodId ? -1 : 1));
  return { ...changedBook({ ...book, methods }), answer: method };
}

/** The book in its next version, with the event that tells all of it. */
export function changedBook(book: RateBook): Decision<RateBook, ShippingRatesChanged> {
  const next = { ...book, version: book.version + 1 };
  const { zones, methods, version } = next;
  return { next, events: [{ type: "ShippingRatesChanged", key: "rates", version, zones, methods }] };
}

/** Nothing changes. */
export function unchanged<T>(book: RateBook, answer: T): BookDecision<T> {
  return { next: book, events: [], answer };
}
