import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import type { OutgoingEvent } from "#mesh/events";
import { ids, noon } from "./cart-builders.ts";

/** An event of another service as its relay puts it on the bus. */
export function told(subject: string, key: string, version: number, payload: Uint8Array): OutgoingEvent {
  const head = { eventId: ids.uuid(), subject, key };
  const [producer = ""] = subject.split(".");
  const origin = { version: BigInt(version), createTime: noon, traceparent: "", producer, onBehalfOf: "" };
  return { ...head, envelope: EventEnvelope.encode({ ...head, ...origin, payload: Buffer.from(payload) }).finish() };
}
