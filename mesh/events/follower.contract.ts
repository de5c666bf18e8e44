import { eventually } from "#mesh/testing";
import { anEvent, type BusUnderTest, events, expectOrderPerKey, openBuses, recorder } from "./test/bus-under-test.ts";

/** What every bus promises to those who follow it. */
export function followerContract(engine: string, create: () => Promise<BusUnderTest>): void {
  describe(`${engine}, followed`, () => {
    const buses = openBuses(create);
    const { open } = buses;

    const follow = (seen: string[], since: Date, on = buses.first, subjects = ["shop.v1.*"]) =>
      on.follow({ subjects, since, handle: (envelope) => void seen.push(`${envelope.key}/${envelope.version}`) });

    test("a follower has heard what was there when it is let in, then hears what comes, in each process", async () => {
      const [first, second]: [string[], string[]] = [[], []];
      const other = await open();
      await buses.first.append([anEvent("a", 1), anEvent("a", 1, "other.v1.made"), ...events(250, 1)]);
      await follow(first, new Date(0));
      await follow(second, new Date(0), other);
      expect([first.length, second.length, first[0]]).toEqual([251, 251, "a/1"]);
      await buses.first.append([anEvent("b", 1), anEvent("b", 1, "other.v1.made"), anEvent("b", 2)]);
      await eventually(() => first.length + second.length === 506);
      expect([first.slice(-2), second.slice(-2)]).toEqual(Array(2).fill(["b/1", "b/2"]));
      expectOrderPerKey(first);
    });

    test("a follower since a time hears nothing before, and one of an empty bus everything", async () => {
      const [early, late, later]: [string[], string[], string[]] = [[], [], []];
      await follow(early, new Date());
      await buses.first.append([anEvent("a", 1)]);
      await eventually(() => early.length === 1);
      const between = Date.now() + 1;
      await eventually(() => Date.now() > between);
      await buses.first.append([anEvent("a", 2)]);
      await follow(late, new Date(between));
      await follow(later, new Date(Date.now() + 3_600_000));
      await buses.first.append([anEvent("a", 3)]);
      await eventually(() => early.length + late.length + later.length === 6);
      expect([late, later]).toEqual([["a/2", "a/3"], ["a/3"]]);
    });

    test("a follower that fails is told the next event, and one that is closed none", async () => {
      const seen: string[] = [];
      const subscription = await buses.first.follow({
        subjects: ["*"],
        since: new Date(0),
        handle({ version }) {
          if (version === 1n) throw new Error("no");
          seen.push(String(version));
        },
      });
      await buses.first.append([anEvent("a", 1), anEvent("a", 2)]);
      await eventually(() => seen.length === 1);
      await subscription.close();
      const consumer = recorder("shop");
      buses.first.subscribe(consumer);
      await buses.first.append([anEvent("a", 3)]);
      await eventually(() => consumer.seen.length === 3);
      expect(seen).toEqual(["2"]);
    });

    test("a follower hears each event once, also those of an outage", async () => {
      const seen: string[] = [];
      const other = await open();
      await follow(seen, new Date(0));
      await buses.first.append([anEvent("a", 1)]);
      await buses.interrupt();
      await eventually(() => other.append([anEvent("a", 2)]));
      await eventually(() => seen.length === 2);
      await eventually(() => other.append([anEvent("a", 3)]));
      await eventually(() => seen.length === 3);
      expect(seen).toEqual(["a/1", "a/2", "a/3"]);
    });

    test("a follower of what is no subject is refused, and so is one that cannot be told the beginning", async () => {
      await expect(follow([], new Date(0), buses.first, ["shop.*.made"])).rejects.toThrow("not a subject");
      const other = await open();
      await buses.close(other);
      await expect(follow([], new Date(0), other)).rejects.toThrow();
    });
  });
}
