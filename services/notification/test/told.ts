import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import type { OutgoingEvent } from "#mesh/events";
import { ids } from "./builders.ts";

/** An event as another service puts it on the bus. */
export function told(subject: string, key: string, payload: Uint8Array): OutgoingEvent {
  const eventId = ids.uuid();
  const [producer = ""] = subject.split(".");
  const about = { eventId, subject, key, version: 1n, createTime: new Date(), payload: Buffer.from(payload) };
  const envelope = EventEnvelope.encode({ ...about, traceparent: "", producer, onBehalfOf: "" }).finish();
  return { eventId, subject, key, envelope };
}
