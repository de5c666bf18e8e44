import { onCheckpoint, silentLogger } from "#mesh/kernel";
import { createTestDatabase, eventually, type TestDatabase } from "#mesh/testing";
import type { Bus } from "./bus.ts";
import { openPostgresBus } from "./postgres/postgres-bus.ts";
import { startRelay } from "./relay.ts";
import { contractOptions, expectOrderPerKey, recorder } from "./test/bus-under-test.ts";
import { openShop, raiseThing, type Shop } from "./test/shop.ts";

let database: TestDatabase;
let shop: Shop;
let bus: Bus;

beforeEach(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.url);
  bus = await openPostgresBus({ url: database.url, log: silentLogger, ...contractOptions });
});
afterEach(async () => {
  await bus.close();
  await shop.close();
  await database.drop();
});

const relayTo = (target: Bus, from: Shop = shop) =>
  startRelay({ database: from, bus: target, log: silentLogger, batchSize: 20, pollMs: 50 });

test("a commit wakes the relay of its process", async () => {
  const consumer = recorder("shop");
  bus.subscribe(consumer);
  const relay = startRelay({ database: shop, bus, log: silentLogger, pollMs: 60_000 });
  await raiseThing(shop, "a");
  await raiseThing(shop, "a");
  await eventually(() => consumer.seen.length === 2);
  await relay.close();
});

test("a process may be ended around the append of events, and around their handling", async () => {
  const passed: string[] = [];
  const forget = onCheckpoint((name) => {
    if (/publish|deliver/.test(name)) passed.push(name);
  });
  bus.subscribe(recorder("shop", { handle: async () => void passed.push("handled") }));
  const relay = relayTo(bus);
  await raiseThing(shop, "a");
  await eventually(() => passed.includes("shop.deliver.after"));
  await relay.close();
  forget();
  const { true: published, false: delivered } = Object.groupBy(passed, (name) => `${name.includes("publish")}`);
  expect(published).toEqual([`${shop.schema}.publish.before`, `${shop.schema}.publish.after`]);
  expect(delivered).toEqual(["shop.deliver.before", "handled", "shop.deliver.after"]);
});

test("a transaction held open delays only its own events, and loses none", async () => {
  const consumer = recorder("shop");
  bus.subscribe(consumer);
  const relay = relayTo(bus);
  const { promise: hold, resolve: letGo } = Promise.withResolvers<void>();
  const held = raiseThing(shop, "held", { hold });
  for (let round = 0; round < 10; round++) await raiseThing(shop, "other");
  await eventually(() => consumer.seen.length === 10);
  letGo();
  await held;
  await raiseThing(shop, "held");
  await eventually(() => consumer.seen.length === 12);
  expect(consumer.seen.slice(-2)).toEqual(["held/1", "held/2"]);
  await relay.close();
});

test("events of a key keep the order of their commits, also if the later change began first", async () => {
  const { promise: before, resolve: letGo } = Promise.withResolvers<void>();
  const beganFirst = raiseThing(shop, "a", { requestId: "first", before });
  await raiseThing(shop, "a", { requestId: "second" });
  letGo();
  expect(await beganFirst).toBe(2);
  const consumer = recorder("shop");
  bus.subscribe(consumer);
  const relay = relayTo(bus);
  await eventually(() => consumer.seen.length === 2);
  expect(consumer.seen).toEqual(["a/1", "a/2"]);
  await relay.close();
});

test("two relays at once bring every event once, in order for each key", async () => {
  const consumer = recorder("shop");
  bus.subscribe(consumer);
  const otherShop = await openShop(database.url);
  const relays = [relayTo(bus), relayTo(bus, otherShop)];
  const work = Array.from({ length: 200 }, (_, index) => raiseThing(index % 2 ? shop : otherShop, `key_${index % 7}`));
  await Promise.all(work);
  await eventually(() => consumer.seen.length === 200);
  expectOrderPerKey(consumer.seen);
  await Promise.all(relays.map((relay) => relay.close()));
  expect(new Set(consumer.seen).size).toBe(200);
  await otherShop.close();
});

test("a relay that dies after the append and before the mark leaves nothing doubled", async () => {
  const consumer = recorder("shop");
  bus.subscribe(consumer);
  let deaths = 3;
  const mortal: Bus = {
    ...bus,
    async append(events) {
      const positions = await bus.append(events);
      if (deaths-- > 0) throw new Error("died");
      return positions;
    },
  };
  const relay = relayTo(mortal);
  for (let round = 0; round < 30; round++) await raiseThing(shop, `key_${round % 3}`);
  await eventually(() => consumer.seen.length === 30);
  await eventually(() => deaths < 0);
  await relay.close();
  expect(new Set(consumer.seen).size).toBe(30);
  expectOrderPerKey(consumer.seen);
});
