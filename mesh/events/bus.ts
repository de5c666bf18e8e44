import type { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import type { Page, RequestKey } from "#mesh/kernel";

/** An event as the outbox holds it. */
export interface OutgoingEvent {
  /** The bus takes an event once, however often it is appended. */
  readonly eventId: string;
  readonly subject: string;
  readonly key: string;
  /** The encoded ultramarket.common.v1.EventEnvelope. */
  readonly envelope: Uint8Array;
}

/** One delivery of an event. */
export interface ReceivedEvent {
  readonly envelope: EventEnvelope;
  /** For the change the event leads to: with it the effect happens once, however often the event is delivered. */
  readonly request: RequestKey;
  /** Counted from 1. */
  readonly attempt: number;
}

/** Who receives events, wherever it runs: processes that subscribe under one name share the work. */
export interface Consumer {
  /** "<service>" or "<service>.<purpose>"; it acts as that service's workload. Never renamed: progress is kept by it. */
  readonly name: string;
  /** Exact subjects, "product.v1.*" for all of a package, or "*" for all. */
  readonly subjects: readonly string[];
  /** Events of different keys handled at once; default 4. */
  readonly concurrency?: number;
  /** Takes the event; if it rejects, the event is delivered again later, and those of its key wait behind it. */
  handle(event: ReceivedEvent): Promise<void>;
  /** Told of the log as soon as it is subscribed, for a consumer that now and then reads anew what it took long ago. */
  subscribed?(log: EventLog): void;
}

/** All that is kept, read at the reader's own pace; its progress as a consumer has nothing to do with it. */
export interface EventLog {
  read(stretch: LogStretch): Promise<LogRead>;
}

/** The next `length` positions after one, and what is wanted of the events there. */
export interface LogStretch {
  /** 0 for the beginning. */
  readonly after: bigint;
  readonly length: number;
  /** As a consumer's. */
  readonly subjects: readonly string[];
}

export interface LogRead {
  /** In the order of the log. */
  readonly events: readonly EventEnvelope[];
  /** Where the next stretch begins. */
  readonly position: bigint;
  /** Where the log ended; it has been read to its end if that is `position`. */
  readonly end: bigint;
}

export interface Subscription {
  /** Lets what is being handled end, keeps its progress, and leaves the rest to others. */
  close(): Promise<void>;
}

/** Hears every event in each process, unlike a consumer: nothing is kept of how far it came. */
export interface Follower {
  /** As a consumer's. */
  readonly subjects: readonly string[];
  /** It is told the events committed since, and perhaps some before. */
  readonly since: Date;
  /** Takes an event; one after the other, in the order of the bus. If it fails, that is logged and the next one comes. */
  handle(envelope: EventEnvelope): Promise<void> | void;
}

/** An event that failed too often and was put aside; later events of its key went on. */
export interface DeadLetter {
  readonly consumer: string;
  readonly position: bigint;
  readonly envelope: EventEnvelope;
  /** The last failure, in one line. */
  readonly reason: string;
  readonly attempts: number;
  readonly firstTime: Date;
  readonly lastTime: Date;
}

export interface DeadLetterQuery {
  readonly consumer: string;
  /** The page starts behind this position. */
  readonly after?: bigint | undefined;
  readonly pageSize: number;
}

export interface ReplayOptions {
  /** The first event delivered again; by default the very first. */
  readonly from?: bigint;
  /** Also repeats the effects that happened before, as a new store needs; by default only missing ones happen. */
  readonly repeatEffects?: boolean;
}

/**
 * How far a consumer is behind: events not handled yet (counted within the next 10,000 of the log), failing ones to be
 * retried, and dead letters.
 */
export interface ConsumerLag {
  readonly consumer: string;
  readonly waiting: number;
  readonly retrying: number;
  readonly dead: number;
}

/** Carries events from outboxes to durable consumers: at least once, in order for each key. */
export interface Bus {
  /** Appends in the given order and answers with the position of each; those of known event ids stay as they were. */
  append(events: readonly OutgoingEvent[]): Promise<readonly bigint[]>;
  /** Starts delivering; a new consumer starts with the first event. Throws if this bus has such a consumer already. */
  subscribe(consumer: Consumer): Subscription;
  /**
   * Tells the follower what is there, then resolves, and goes on telling what comes; after an outage, what it missed.
   * Rejects if the bus does not answer at the beginning.
   */
  follow(follower: Follower): Promise<Subscription>;
  deadLetters(query: DeadLetterQuery): Promise<Page<DeadLetter, bigint>>;
  /** Gives a dead letter, or all of a consumer, a fresh start; answers with how many. */
  redrive(consumer: string, position?: bigint): Promise<number>;
  /** Delivers what is kept once more to a consumer; its failing events and dead letters from there on are forgotten. */
  replay(consumer: string, options?: ReplayOptions): Promise<void>;
  lag(): Promise<readonly ConsumerLag[]>;
  /** Rejects unless the bus answers. */
  check(): Promise<void>;
  /** Closes the subscriptions and followers, then the connections. */
  close(): Promise<void>;
}
