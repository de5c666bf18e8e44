import type { QueryConfig } from "pg";
import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { type Clock, currentBackground, currentCall, type DomainEvent, type Ids } from "#mesh/kernel";
import { inColumns } from "./in-columns.ts";

/** An event as it travels: its subject, such as "product.v1.product_created", and its encoded message. */
export interface EncodedEvent {
  readonly subject: string;
  readonly payload: Uint8Array;
}

/** What an envelope says beside the event. */
export interface EnvelopeSource<E extends DomainEvent> {
  readonly service: string;
  readonly clock: Clock;
  readonly ids: Ids;
  encodeEvent(event: E): EncodedEvent;
}

/** The statement that puts events into the outbox, in their order. */
export function appendToOutbox<E extends DomainEvent>(source: EnvelopeSource<E>, events: readonly E[]): QueryConfig {
  const envelopes = events.map((event) => seal(source, event));
  const [only] = envelopes;
  return envelopes.length === 1 && only !== undefined ? appendOne(only) : appendMany(envelopes);
}

/** The columns of events as arrays: ids, subjects, keys, versions and envelopes. */
export function eventColumns<E extends DomainEvent>(source: EnvelopeSource<E>, events: readonly E[]): unknown[][] {
  return columnsOf(events.map((event) => seal(source, event)));
}

function columnsOf(envelopes: readonly EventEnvelope[]): unknown[][] {
  return [
    envelopes.map(({ eventId }) => eventId),
    envelopes.map(({ subject }) => subject),
    envelopes.map(({ key }) => key),
    envelopes.map(({ version }) => version),
    envelopes.map(encode),
  ];
}

function seal<E extends DomainEvent>(source: EnvelopeSource<E>, event: E): EventEnvelope {
  const { subject, payload } = source.encodeEvent(event);
  const call = currentCall();
  const background = currentBackground();
  return {
    eventId: source.ids.uuid(),
    subject,
    key: event.key,
    version: BigInt(event.version),
    createTime: source.clock.now(),
    payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
    traceparent: (call ?? background)?.traceparent ?? "",
    producer: source.service,
    onBehalfOf: call?.caller.user?.userId ?? background?.onBehalfOf ?? "",
  };
}

function appendOne(envelope: EventEnvelope): QueryConfig {
  return {
    name: "mesh.outbox.append_one",
    text: "INSERT INTO outbox (event_id, subject, key, version, envelope) VALUES ($1, $2, $3, $4, $5)",
    values: [envelope.eventId, envelope.subject, envelope.key, envelope.version, encode(envelope)],
  };
}

function appendMany(envelopes: readonly EventEnvelope[]): QueryConfig {
  return {
    name: "mesh.outbox.append_many",
    text: `INSERT INTO outbox (event_id, subject, key, version, envelope)
      SELECT event_id, subject, key, version, substr($5::bytea, start, size)
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $6::integer[], $7::integer[])
        WITH ORDINALITY AS event (event_id, subject, key, version, start, size, ordinal)
      ORDER BY ordinal`,
    values: [...inColumns(envelopes.map(headOf)), ...inOnePiece(envelopes.map(encode))],
  };
}

function headOf({ eventId, subject, key, version }: EventEnvelope): readonly unknown[] {
  return [eventId, subject, key, version];
}

/** Pieces as one, which travels as bytes; then where each starts, counted from 1, and its size. */
function inOnePiece(pieces: readonly Buffer[]): readonly unknown[] {
  let start = 1;
  const places = pieces.map(({ length }) => {
    const place = [start, length];
    start += length;
    return place;
  });
  return [Buffer.concat(pieces), ...inColumns(places)];
}

function encode(envelope: EventEnvelope): Buffer {
  return Buffer.from(EventEnvelope.encode(envelope).finish());
}
