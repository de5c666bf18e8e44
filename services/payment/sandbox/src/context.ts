import type { Params } from "./form.ts";
import type { EventType, StripeObject } from "./objects.ts";
import type { ObjectStore } from "./store.ts";

/** What a route works with. */
export interface Context {
  readonly store: ObjectStore;
  /** Seconds since the epoch, as Stripe counts. */
  now(): number;
  /** Keeps that something happened to the object; it is told to the webhook after the request's transaction. */
  emit(type: EventType, object: StripeObject): void;
}

export interface RouteRequest {
  readonly params: Params;
  /** What the path names, such as the id of an intent. */
  readonly id: string;
}

/** What a route answers; anything but 200 is an error object that goes along with effects, such as a decline. */
export interface RouteAnswer {
  readonly status: number;
  readonly body: object;
}

export type Route = (context: Context, request: RouteRequest) => RouteAnswer;

export const ok = (body: object): RouteAnswer => ({ status: 200, body });
