import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { createIds, systemClock } from "#mesh/kernel";
import type { Bus, Consumer, OutgoingEvent, ReceivedEvent } from "../bus.ts";
import type { RetryPolicy } from "../retry.ts";

/** One engine with an empty bus on it. */
export interface BusUnderTest {
  /** Opens the bus as one more process would. */
  open(): Promise<Bus>;
  /** Cuts every connection to the engine. */
  interrupt(): Promise<void>;
}

/** What the buses of the contract are opened with. */
export const contractOptions = {
  retry: { attempts: 3, firstDelayMs: 10, longestDelayMs: 40 } satisfies RetryPolicy,
  pollMs: 50,
  handleTimeoutMs: 300,
};

const ids = createIds(systemClock);

/** An event of the key; its version tells it apart. */
export function anEvent(key: string, version: number, subject = "shop.v1.thing_made"): OutgoingEvent {
  const eventId = ids.uuid();
  const envelope = EventEnvelope.fromPartial({ eventId, subject, key, version: BigInt(version), traceparent: "00-a" });
  return { eventId, subject, key, envelope: EventEnvelope.encode(envelope).finish() };
}

/** `count` events, spread over the keys in turn, each key's versions counted from 1. */
export function events(count: number, keys: number): readonly OutgoingEvent[] {
  return Array.from({ length: count }, (_, index) => anEvent(`key_${index % keys}`, Math.floor(index / keys) + 1));
}

/** A consumer that remembers what it was given as "key/version", after `handle` accepted it. */
export function recorder(name: string, options: Partial<Consumer> = {}): Consumer & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    name,
    subjects: ["*"],
    ...options,
    seen,
    async handle(event) {
      await options.handle?.(event);
      seen.push(labelOf(event));
    },
  };
}

export function labelOf({ envelope }: ReceivedEvent): string {
  return `${envelope.key}/${envelope.version}`;
}

/** Buses on an engine of their own, a new one for each test. */
export interface Buses {
  /** Open already. */
  readonly first: Bus;
  open(): Promise<Bus>;
  /** Closes one before the test ends. */
  close(bus: Bus): Promise<void>;
  /** Cuts every connection to the engine. */
  interrupt(): Promise<void>;
}

/** Opens them before each test and closes them after it. */
export function openBuses(create: () => Promise<BusUnderTest>): Buses {
  let engine: BusUnderTest;
  let first: Bus;
  const opened: Bus[] = [];
  const open = async () => {
    const another = await engine.open();
    opened.push(another);
    return another;
  };
  beforeEach(async () => {
    engine = await create();
    first = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });
  return {
    get first() {
      return first;
    },
    open,
    close(bus) {
      opened.splice(opened.indexOf(bus), 1);
      return bus.close();
    },
    interrupt: () => engine.interrupt(),
  };
}

/** Versions of each key rise without gap from 1, dead ones left out. */
export function expectOrderPerKey(seen: readonly string[]): void {
  const versions = Map.groupBy(seen, (label) => label.split("/")[0]);
  for (const labels of versions.values()) {
    const numbers = labels.map((label) => Number(label.split("/")[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
}
