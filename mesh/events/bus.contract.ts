import { currentCall, refuse } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import type { Consumer, EventLog, ReceivedEvent } from "./bus.ts";
import {
  anEvent,
  type BusUnderTest,
  events,
  expectOrderPerKey,
  labelOf,
  openBuses,
  recorder,
} from "./test/bus-under-test.ts";

/** What every bus promises. */
export function busContract(engine: string, create: () => Promise<BusUnderTest>): void {
  describe(engine, () => {
    const buses = openBuses(create);
    const { open } = buses;
    const lagOf = async (consumer: string) => (await buses.first.lag()).find((each) => each.consumer === consumer);
    const isIdle = async (consumer: string) => {
      const lag = await lagOf(consumer);
      return lag !== undefined && lag.waiting + lag.retrying === 0;
    };

    test("a consumer gets what was appended before and after it came, in order for each key", async () => {
      const all = events(60, 5);
      await buses.first.append(all.slice(0, 30));
      const consumer = recorder("shop");
      buses.first.subscribe(consumer);
      await buses.first.append(all.slice(30));
      await eventually(() => consumer.seen.length === 60);
      expectOrderPerKey(consumer.seen);
    });

    test("an event appended twice has one position and is delivered once", async () => {
      const [first, second] = [anEvent("a", 1), anEvent("a", 2)];
      const [position] = await buses.first.append([first]);
      expect((await buses.first.append([first, second]))[0]).toBe(position);
      const consumer = recorder("shop");
      buses.first.subscribe(consumer);
      await eventually(() => isIdle("shop"));
      expect(consumer.seen).toEqual(["a/1", "a/2"]);
    });

    test("a subscribed consumer can read the log by stretches, to its end and in order, of the subjects it names", async () => {
      const all = ["shop.v1.made", "shop.v1.sold", "shops.v1.made"].flatMap((subject, key) =>
        [1, 2, 3].map((version) => anEvent(`key_${key}`, version, subject)),
      );
      await buses.first.append(all);
      const logs: EventLog[] = [];
      buses.first.subscribe(recorder("shop", { subjects: ["nothing"], subscribed: (log) => logs.push(log) }));
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
      expect(await buses.first.append([])).toEqual([]);
    });

    test.each([
      ["a subject", ["shop.v1.sold"], ["a/2"]],
      ["a package", ["shop.v1.*"], ["a/1", "a/2"]],
      ["several", ["shop.v1.made", "shops.v1.*"], ["a/1", "a/3"]],
      ["everything", ["*"], ["a/1", "a/2", "a/3"]],
    ])("a consumer of %s gets that and nothing else", async (_, subjects, expected) => {
      const consumer = recorder("shop", { subjects });
      buses.first.subscribe(consumer);
      const subjectsOfEvents = ["shop.v1.made", "shop.v1.sold", "shops.v1.made"];
      await buses.first.append(subjectsOfEvents.map((subject, index) => anEvent("a", index + 1, subject)));
      await eventually(() => consumer.seen.length >= expected.length);
      await eventually(() => isIdle("shop"));
      expect(consumer.seen).toEqual(expected);
    });

    test("what is no subject is refused, and so is a second consumer of the name", () => {
      expect(() => buses.first.subscribe(recorder("shop", { subjects: ["shop.*.made"] }))).toThrow(
        "not a subject: shop.*.made",
      );
      buses.first.subscribe(recorder("shop"));
      expect(() => buses.first.subscribe(recorder("shop"))).toThrow("subscribed already");
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
      buses.first.subscribe(consumer);
      await buses.first.append([anEvent("bad", 1), anEvent("good", 1), anEvent("bad", 2), anEvent("good", 2)]);
      await buses.first.append([anEvent("bad", 3)]);
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
      buses.first.subscribe(consumer);
      await buses.first.append(events(200, 20));
      await eventually(() => isIdle("shop"));
      expect(consumer.seen).toHaveLength(195);
      expectOrderPerKey(consumer.seen);

      const page = await buses.first.deadLetters({ consumer: "shop", pageSize: 3 });
      const rest = await buses.first.deadLetters({ consumer: "shop", pageSize: 3, after: page.nextKey });
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
      expect(await buses.first.redrive("shop", page.items[1]?.position)).toBe(1);
      await eventually(() => consumer.seen.length === 196);
      expect(consumer.seen.at(-1)).toBe("key_7/4");
      expect(await buses.first.redrive("shop")).toBe(4);
      await eventually(() => consumer.seen.length === 200);
      expect(consumer.seen.slice(-4)).toEqual(["key_7/2", "key_7/6", "key_7/8", "key_7/10"]);
      expect(await buses.first.redrive("shop")).toBe(0);
    });

    test("an outage is no reason to put an event aside", async () => {
      let failures = 0;
      const consumer = recorder("shop", {
        async handle() {
          if (failures++ < 6) throw refuse("SERVICE_UNAVAILABLE");
        },
      });
      buses.first.subscribe(consumer);
      await buses.first.append([anEvent("a", 1)]);
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
      buses.first.subscribe(consumer);
      await buses.first.append([anEvent("a", 1)]);
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
      buses.first.subscribe(consumer);
      await buses.first.append([anEvent("a", 1)]);
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
      buses.first.subscribe(consumer);
      const positions = await buses.first.append(events(4, 2));
      await eventually(() => keys.length === 4);
      await buses.first.replay("shop");
      await eventually(() => keys.length === 8);
      await eventually(() => isIdle("shop"));
      expect(keys.slice(4).toSorted()).toEqual(keys.slice(0, 4).toSorted());

      const from = positions[2];
      if (from === undefined) throw new Error("no third position");
      await buses.first.replay("shop", { from, repeatEffects: true });
      await eventually(() => keys.length === 10);
      expect(consumer.seen.slice(-2).toSorted()).toEqual(["key_0/2", "key_1/2"]);
      expect(keys.slice(-2).filter((key) => keys.indexOf(key) < 8)).toEqual([]);
    });

    test("a replay during the work is not overrun by it", async () => {
      const consumer = recorder("shop", { handle: () => new Promise((resolve) => setImmediate(resolve)) });
      buses.first.subscribe(consumer);
      await buses.first.append(events(100, 10));
      await eventually(() => consumer.seen.length > 20);
      await buses.first.replay("shop");
      const seen = consumer.seen.length;
      await eventually(() => isIdle("shop"));
      expect(new Set(consumer.seen.slice(seen - 20)).size).toBe(100);
    });

    test("replaying an unknown consumer is refused", async () => {
      await expect(buses.first.replay("nobody")).rejects.toThrow("there is no consumer nobody");
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
      const subscriptions = [buses.first.subscribe(consumer()), other.subscribe(consumer())];
      const all = events(300, 6);
      await buses.first.append(all.slice(0, 150));
      await eventually(() => seen.length > 30);
      await subscriptions[0]?.close();
      await buses.first.append(all.slice(150));
      await eventually(() => new Set(seen).size === 300);
      expect(overlaps).toBe(0);
      expectOrderPerKey([...new Set(seen)]);
    });

    test("cut connections come back, and every event arrives, first time in order for each key", async () => {
      const consumer = recorder("shop", { handle: () => new Promise((resolve) => setImmediate(resolve)) });
      buses.first.subscribe(consumer);
      const all = events(100, 10);
      await buses.first.append(all.slice(0, 50));
      await eventually(() => consumer.seen.length > 10);
      await buses.interrupt();
      await eventually(() => buses.first.append(all.slice(50)));
      await eventually(() => new Set(consumer.seen).size === 100);
      expectOrderPerKey([...new Set(consumer.seen)]);
      await eventually(() => isIdle("shop"));
    });

    test("lag counts what waits, what is retried and what is dead", async () => {
      const first = buses.first.subscribe(
        recorder("shop", { subjects: ["shop.v1.*"], handle: () => Promise.reject(new Error("no")) }),
      );
      await buses.first.append([anEvent("a", 1), anEvent("b", 1), anEvent("b", 2)]);
      await eventually(async () => (await lagOf("shop"))?.dead === 3);
      await first.close();
      await buses.first.append([anEvent("c", 1), anEvent("c", 1, "other.v1.made")]);
      expect(await lagOf("shop")).toEqual({ consumer: "shop", waiting: 1, retrying: 0, dead: 3 });
    });

    test("an open bus answers its check", async () => {
      await buses.first.check();
    });
  });
}
