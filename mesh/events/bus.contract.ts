import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { createIds, currentCall, refuse, systemClock } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import type { Bus, Consumer, EventLog, OutgoingEvent, ReceivedEvent } from "./bus.ts";
import type { RetryPolicy } from "./retry.ts";

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

/** What every bus promises. */
export function busContract(engine: string, create: () => Promise<BusUnderTest>): void {
  describe(engine, () => {
    let engineUnderTest: BusUnderTest;
    let bus: Bus;
    const opened: Bus[] = [];
    const open = async () => {
      const another = await engineUnderTest.open();
      opened.push(another);
      return another;
    };

    beforeEach(async () => {
      engineUnderTest = await create();
      bus = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((each) => each.close()));
    });

    const lagOf = async (consumer: string) => (await bus.lag()).find((each) => each.consumer === consumer);
    const isIdle = async (consumer: string) => {
      const lag = await lagOf(consumer);
      return lag !== undefined && lag.waiting + lag.retrying === 0;
    };

    test("a consumer gets what was appended before and after it came, in order for each key", async () => {
      const all = events(60, 5);
      await bus.append(all.slice(0, 30));
      const consumer = recorder("shop");
      bus.subscribe(consumer);
      await bus.append(all.slice(30));
      await eventually(() => consumer.seen.length === 60);
      expectOrderPerKey(consumer.seen);
    });

    test("an event appended twice has one position and is delivered once", async () => {
      const [first, second] = [anEvent("a", 1), anEvent("a", 2)];
      const [position] = await bus.append([first]);
      expect((await bus.append([first, second]))[0]).toBe(position);
      const consumer = recorder("shop");
      bus.subscribe(consumer);
      await eventually(() => isIdle("shop"));
      expect(consumer.seen).toEqual(["a/1", "a/2"]);
    });

    test("a subscribed consumer can read the log by stretches, to its end and in order, of the subjects it names", async () => {
      const all = ["shop.v1.made", "shop.v1.sold", "shops.v1.made"].flatMap((subject, key) =>
        [1, 2, 3].map((version) => anEvent(`key_${key}`, version, subject)),
      );
      await bus.append(all);
      const logs: EventLog[] = [];
      bus.subscribe(recorder("shop", { subjects: ["nothing"], subscribed: (log) => logs.push(log) }));
      const readAll = async (subjects: readonly string[]) => {
        const seen: string[] = [];
        for (let after = 0n, end = 1n; after < end; ) {
          const read = await logs[0]?.read({ after, length: 2, subjects });
          if (read === undefined) throw new Error("nobody told the consumer of the log");
          seen.push(...read.events.map(({ key, version }) => `${key}/${version}`));
          ({ position: after, end } = read);
        }
        return seen;
      };
      expect(await readAll(["*"])).toEqual([0, 1, 2].flatMap((key) => [1, 2, 3].map((one) => `key_${key}/${one}`)));
      expect(await readAll(["shop.v1.sold"])).toEqual(["key_1/1", "key_1/2", "key_1/3"]);
      expect(await readAll(["shop.v1.*"])).toHaveLength(6);
    });

    test("appending nothing is fine", async () => {
      expect(await bus.append([])).toEqual([]);
    });

    test.each([
      ["a subject", ["shop.v1.sold"], ["a/2"]],
      ["a package", ["shop.v1.*"], ["a/1", "a/2"]],
      ["several", ["shop.v1.made", "shops.v1.*"], ["a/1", "a/3"]],
      ["everything", ["*"], ["a/1", "a/2", "a/3"]],
    ])("a consumer of %s gets that and nothing else", async (_, subjects, expected) => {
      const consumer = recorder("shop", { subjects });
      bus.subscribe(consumer);
      const subjectsOfEvents = ["shop.v1.made", "shop.v1.sold", "shops.v1.made"];
      await bus.append(subjectsOfEvents.map((subject, index) => anEvent("a", index + 1, subject)));
      await eventually(() => consumer.seen.length >= expected.length);
      await eventually(() => isIdle("shop"));
      expect(consumer.seen).toEqual(expected);
    });

    test("what is no subject is refused, and so is a second consumer of the name", () => {
      expect(() => bus.subscribe(recorder("shop", { subjects: ["shop.*.made"] }))).toThrow(
        "not a subject: shop.*.made",
      );
      bus.subscribe(recorder("shop"));
      expect(() => bus.subscribe(recorder("shop"))).toThrow("subscribed already");
    });

    test("a failing event holds back its own key only, and comes again until it is taken", async () => {
      const attempts: number[] = [];
      const consumer = recorder("shop", {
        async handle(event) {
          if (labelOf(event) !== "bad/1") return;
          attempts.push(event.attempt);
          if (attempts.length < 3) throw new Error("not yet");
        },
      });
      bus.subscribe(consumer);
      await bus.append([anEvent("bad", 1), anEvent("good", 1), anEvent("bad", 2), anEvent("good", 2)]);
      await bus.append([anEvent("bad", 3)]);
      await eventually(() => consumer.seen.length === 5);
      expect(consumer.seen.slice(0, 2)).toEqual(["good/1", "good/2"]);
      expectOrderPerKey(consumer.seen);
      expect(attempts).toEqual([1, 2, 3]);
    });

    test("poison is put aside with its reason while the rest flows, is listed by pages, and can be redriven", async () => {
      let poisonous = true;
      const isPoison = (event: ReceivedEvent) => event.envelope.key === "key_7" && event.envelope.version % 2n === 0n;
      const consumer = recorder("shop", {
        async handle(event) {
          if (poisonous && isPoison(event)) throw refuse("INTERNAL_FAILURE");
        },
      });
      bus.subscribe(consumer);
      await bus.append(events(200, 20));
      await eventually(() => isIdle("shop"));
      expect(consumer.seen).toHaveLength(195);
      expectOrderPerKey(consumer.seen);

      const page = await bus.deadLetters({ consumer: "shop", pageSize: 3 });
      const rest = await bus.deadLetters({ consumer: "shop", pageSize: 3, after: page.nextKey });
      expect([page.items.length, rest.items.length, rest.nextKey]).toEqual([3, 2, undefined]);
      for (const letter of [...page.items, ...rest.items]) {
        expect(letter).toMatchObject({
          consumer: "shop",
          reason: expect.stringContaining("INTERNAL_FAILURE"),
          attempts: 3,
        });
        expect(letter.envelope.key).toBe("key_7");
        expect(letter.lastTime.getTime()).toBeGreaterThan(letter.firstTime.getTime());
      }

      poisonous = false;
      expect(await bus.redrive("shop", page.items[1]?.position)).toBe(1);
      await eventually(() => consumer.seen.length === 196);
      expect(consumer.seen.at(-1)).toBe("key_7/4");
      expect(await bus.redrive("shop")).toBe(4);
      await eventually(() => consumer.seen.length === 200);
      expect(consumer.seen.slice(-4)).toEqual(["key_7/2", "key_7/6", "key_7/8", "key_7/10"]);
      expect(await bus.redrive("shop")).toBe(0);
    });

    test("an outage is no reason to put an event aside", async () => {
      let failures = 0;
      const consumer = recorder("shop", {
        async handle() {
          if (failures++ < 6) throw refuse("SERVICE_UNAVAILABLE");
        },
      });
      bus.subscribe(consumer);
      await bus.append([anEvent("a", 1)]);
      await eventually(() => consumer.seen.length === 1);
      expect(failures).toBe(7);
    });

    test("a handler that does not end is told to, and the event comes again", async () => {
      let told = false;
      const consumer = recorder("shop", {
        handle({ attempt }) {
          if (attempt > 1) return Promise.resolve();
          currentCall()?.signal.addEventListener("abort", () => {
            told = true;
          });
          return new Promise(() => {});
        },
      });
      bus.subscribe(consumer);
      await bus.append([anEvent("a", 1)]);
      await eventually(() => consumer.seen.length === 1);
      expect(told).toBe(true);
    });

    test("a handler runs as a call of the consumer's service, traced as the change was", async () => {
      const calls: unknown[] = [];
      const consumer = recorder("shop.labels", {
        async handle() {
          const call = currentCall();
          calls.push(call && { workload: call.caller.workload, method: call.method, traceparent: call.traceparent });
        },
      });
      bus.subscribe(consumer);
      await bus.append([anEvent("a", 1)]);
      await eventually(() => calls.length > 0);
      expect(calls).toEqual([{ workload: "shop", method: "shop.v1.thing_made", traceparent: "00-a" }]);
    });

    test("a replay delivers again under the same request keys, or under new ones to repeat effects", async () => {
      const keys: string[] = [];
      const consumer = recorder("shop", {
        async handle({ request }) {
          keys.push(`${request.caller} ${request.key}`);
        },
      });
      bus.subscribe(consumer);
      const positions = await bus.append(events(4, 2));
      await eventually(() => keys.length === 4);
      await bus.replay("shop");
      await eventually(() => keys.length === 8);
      await eventually(() => isIdle("shop"));
      expect(keys.slice(4).toSorted()).toEqual(keys.slice(0, 4).toSorted());

      const from = positions[2];
      if (from === undefined) throw new Error("no third position");
      await bus.replay("shop", { from, repeatEffects: true });
      await eventually(() => keys.length === 10);
      expect(consumer.seen.slice(-2).toSorted()).toEqual(["key_0/2", "key_1/2"]);
      expect(keys.slice(-2).filter((key) => keys.indexOf(key) < 8)).toEqual([]);
    });

    test("a replay during the work is not overrun by it", async () => {
      const consumer = recorder("shop", { handle: () => new Promise((resolve) => setImmediate(resolve)) });
      bus.subscribe(consumer);
      await bus.append(events(100, 10));
      await eventually(() => consumer.seen.length > 20);
      await bus.replay("shop");
      const seen = consumer.seen.length;
      await eventually(() => isIdle("shop"));
      expect(new Set(consumer.seen.slice(seen - 20)).size).toBe(100);
    });

    test("replaying an unknown consumer is refused", async () => {
      await expect(bus.replay("nobody")).rejects.toThrow("there is no consumer nobody");
    });

    test("processes share a consumer without handling a key twice at once, and take over from one that leaves", async () => {
      const busy = new Set<string>();
      let overlaps = 0;
      const seen: string[] = [];
      const consumer = (): Consumer => ({
        name: "shop",
        subjects: ["*"],
        async handle(event) {
          const { key } = event.envelope;
          if (busy.has(key)) overlaps++;
          busy.add(key);
          await new Promise((resolve) => setImmediate(resolve));
          seen.push(labelOf(event));
          busy.delete(key);
        },
      });
      const other = await open();
      const subscriptions = [bus.subscribe(consumer()), other.subscribe(consumer())];
      const all = events(300, 6);
      await bus.append(all.slice(0, 150));
      await eventually(() => seen.length > 30);
      await subscriptions[0]?.close();
      await bus.append(all.slice(150));
      await eventually(() => new Set(seen).size === 300);
      expect(overlaps).toBe(0);
      expectOrderPerKey([...new Set(seen)]);
    });

    test("cut connections come back, and every event arrives, first time in order for each key", async () => {
      const consumer = recorder("shop", { handle: () => new Promise((resolve) => setImmediate(resolve)) });
      bus.subscribe(consumer);
      const all = events(100, 10);
      await bus.append(all.slice(0, 50));
      await eventually(() => consumer.seen.length > 10);
      await engineUnderTest.interrupt();
      await eventually(() => bus.append(all.slice(50)));
      await eventually(() => new Set(consumer.seen).size === 100);
      expectOrderPerKey([...new Set(consumer.seen)]);
      await eventually(() => isIdle("shop"));
    });

    const follow = (seen: string[], since: Date, on = bus, subjects = ["shop.v1.*"]) =>
      on.follow({ subjects, since, handle: (envelope) => void seen.push(`${envelope.key}/${envelope.version}`) });

    test("a follower has heard what was there when it is let in, then hears what comes, in each process", async () => {
      const [first, second]: [string[], string[]] = [[], []];
      const other = await open();
      await bus.append([anEvent("a", 1), anEvent("a", 1, "other.v1.made"), ...events(250, 1)]);
      await follow(first, new Date(0));
      await follow(second, new Date(0), other);
      expect([first.length, second.length, first[0]]).toEqual([251, 251, "a/1"]);
      await bus.append([anEvent("b", 1), anEvent("b", 1, "other.v1.made"), anEvent("b", 2)]);
      await eventually(() => first.length + second.length === 506);
      expect([first.slice(-2), second.slice(-2)]).toEqual(Array(2).fill(["b/1", "b/2"]));
      expectOrderPerKey(first);
    });

    test("a follower since a time hears nothing before, and one of an empty bus everything", async () => {
      const [early, late, later]: [string[], string[], string[]] = [[], [], []];
      await follow(early, new Date());
      await bus.append([anEvent("a", 1)]);
      await eventually(() => early.length === 1);
      const between = Date.now() + 1;
      await eventually(() => Date.now() > between);
      await bus.append([anEvent("a", 2)]);
      await follow(late, new Date(between));
      await follow(later, new Date(Date.now() + 3_600_000));
      await bus.append([anEvent("a", 3)]);
      await eventually(() => early.length + late.length + later.length === 6);
      expect([late, later]).toEqual([["a/2", "a/3"], ["a/3"]]);
    });

    test("a follower that fails is told the next event, and one that is closed none", async () => {
      const seen: string[] = [];
      const subscription = await bus.follow({
        subjects: ["*"],
        since: new Date(0),
        handle({ version }) {
          if (version === 1n) throw new Error("no");
          seen.push(String(version));
        },
      });
      await bus.append([anEvent("a", 1), anEvent("a", 2)]);
      await eventually(() => seen.length === 1);
      await subscription.close();
      const consumer = recorder("shop");
      bus.subscribe(consumer);
      await bus.append([anEvent("a", 3)]);
      await eventually(() => consumer.seen.length === 3);
      expect(seen).toEqual(["2"]);
    });

    test("a follower hears each event once, also those of an outage", async () => {
      const seen: string[] = [];
      const other = await open();
      await follow(seen, new Date(0));
      await bus.append([anEvent("a", 1)]);
      await engineUnderTest.interrupt();
      await eventually(() => other.append([anEvent("a", 2)]));
      await eventually(() => seen.length === 2);
      await eventually(() => other.append([anEvent("a", 3)]));
      await eventually(() => seen.length === 3);
      expect(seen).toEqual(["a/1", "a/2", "a/3"]);
    });

    test("a follower of what is no subject is refused, and so is one that cannot be told the beginning", async () => {
      await expect(follow([], new Date(0), bus, ["shop.*.made"])).rejects.toThrow("not a subject");
      const other = await open();
      await other.close();
      opened.splice(opened.indexOf(other), 1);
      await expect(follow([], new Date(0), other)).rejects.toThrow();
    });

    test("lag counts what waits, what is retried and what is dead", async () => {
      const first = bus.subscribe(
        recorder("shop", { subjects: ["shop.v1.*"], handle: () => Promise.reject(new Error("no")) }),
      );
      await bus.append([anEvent("a", 1), anEvent("b", 1), anEvent("b", 2)]);
      await eventually(async () => (await lagOf("shop"))?.dead === 3);
      await first.close();
      await bus.append([anEvent("c", 1), anEvent("c", 1, "other.v1.made")]);
      expect(await lagOf("shop")).toEqual({ consumer: "shop", waiting: 1, retrying: 0, dead: 3 });
    });

    test("an open bus answers its check", async () => {
      await bus.check();
    });
  });
}

/** Versions of each key rise without gap from 1, dead ones left out. */
export function expectOrderPerKey(seen: readonly string[]): void {
  const versions = Map.groupBy(seen, (label) => label.split("/")[0]);
  for (const labels of versions.values()) {
    const numbers = labels.map((label) => Number(label.split("/")[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
}
