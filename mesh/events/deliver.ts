import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { type Call, checkpoint, type RequestKey, refuse, runInCall } from "#mesh/kernel";
import type { Consumer } from "./bus.ts";

/** One event on its way to a consumer. */
export interface Delivery {
  readonly envelope: Uint8Array;
  /** Counted from 1. */
  readonly attempt: number;
  /** Counts the replays that shall have their effects again. */
  readonly generation: bigint;
}

/**
 * Hands the event over as a call of the consumer's service with a deadline of its own. Rejects with what the handler
 * rejects with, or with DEADLINE_PASSED.
 */
export async function deliver(consumer: Consumer, delivery: Delivery, timeoutMs: number): Promise<void> {
  const envelope = EventEnvelope.decode(delivery.envelope);
  const abort = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    abort.abort();
    late.reject(refuse("DEADLINE_PASSED"));
  }, timeoutMs);
  const received = { envelope, request: inboxKey(consumer, delivery, envelope), attempt: delivery.attempt };
  try {
    const call = callFor(consumer, envelope, Date.now() + timeoutMs, abort.signal);
    checkpoint(`${consumer.name}.deliver.before`);
    await Promise.race([runInCall(call, async () => consumer.handle(received)), late.promise]);
    checkpoint(`${consumer.name}.deliver.after`);
  } finally {
    clearTimeout(timer);
  }
}

function inboxKey({ name }: Consumer, { generation }: Delivery, { subject, eventId }: EventEnvelope): RequestKey {
  const caller = generation === 0n ? `consumer/${name}` : `consumer/${name}#${generation}`;
  return { caller, method: subject, key: eventId, hash: eventId };
}

function callFor(consumer: Consumer, envelope: EventEnvelope, deadline: number, signal: AbortSignal): Call {
  return {
    method: envelope.subject,
    caller: { workload: consumer.name.split(".", 1).join() },
    deadline,
    signal,
    requestId: envelope.eventId,
    traceparent: envelope.traceparent,
  };
}
