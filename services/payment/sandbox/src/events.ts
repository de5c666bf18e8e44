import type { Context } from "./context.ts";
import { newId } from "./new-id.ts";
import type { Event, EventType, StripeObject } from "./objects.ts";
import type { ObjectStore } from "./store.ts";

/** The version of Stripe's API that the objects follow. */
export const apiVersion = "2026-10-28.endive";

export interface RequestOrigin {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

/** A context whose `emit` keeps the events, and hands on those that a webhook wants. */
export function contextOf(
  store: ObjectStore,
  origin: RequestOrigin,
  deliver: (event: Event) => void,
  now: () => number = () => Math.floor(Date.now() / 1000),
): Context {
  return {
    store,
    now,
    emit(type, object) {
      const event = eventOf(type, object, origin, now());
      store.put(event);
      deliver(event);
    },
  };
}

function eventOf(type: EventType, object: StripeObject, origin: RequestOrigin, created: number): Event {
  return {
    id: newId("evt"),
    object: "event",
    api_version: apiVersion,
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: origin.requestId, idempotency_key: origin.idempotencyKey },
    type,
  };
}
