import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { refuse } from "#mesh/kernel";
import { createTestDatabase, eventually, type TestDatabase } from "#mesh/testing";
import { statement, violates } from "./mod.ts";
import {
  addToThing,
  aRequest,
  asOwner,
  count,
  countEvents,
  countKeys,
  countThings,
  findThing,
  inCall,
  insertThing,
  makeThing,
  openShop,
  type Shop,
  thingMade,
} from "./test/shop.ts";

let database: TestDatabase;
let shop: Shop;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await asOwner(database.url, "DROP SCHEMA IF EXISTS shop CASCADE");
  shop = await openShop(database.url);
});
afterEach(() => shop.close());

const killIdle = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND state = 'idle in transaction'`;

test("a change keeps its effect, its events and its answer", async () => {
  expect(await inCall(5_000, () => makeThing(shop, "a", aRequest("k")))).toEqual({ id: "a", n: 1n });
  const [row] = await shop.query(statement<{ envelope: Buffer; position: null }>("t.outbox", "SELECT * FROM outbox"));
  expect(EventEnvelope.decode(row?.envelope ?? Buffer.alloc(0))).toMatchObject({
    subject: "shop.v1.thing_made",
    key: "a",
    version: 1n,
    producer: "shop",
    traceparent: "00-t",
    payload: Buffer.from("thing_made"),
  });
  expect(row?.position).toBeNull();
});

test("several events of a change are kept in their order", async () => {
  const events = Array.from({ length: 20 }, (_, index) => thingMade(`key_${index}`));
  await shop.change(undefined, async () => ({ answer: undefined, events }));
  const rows = await shop.query(statement<{ key: string }>("t.keys", "SELECT key FROM outbox ORDER BY seq"));
  expect(rows.map(({ key }) => key)).toEqual(events.map(({ key }) => key));
});

test("a commit with events is told, one without is not", async () => {
  let told = 0;
  const forget = shop.onEvents(() => told++);
  await makeThing(shop, "a");
  await shop.change(undefined, async () => ({ answer: 1, events: [] }));
  forget();
  await makeThing(shop, "b");
  expect(told).toBe(1);
});

test("what the work throws undoes everything, and the key is free again", async () => {
  const request = aRequest("k");
  const failing = shop.change(request, async (tx) => {
    await tx.query(insertThing, ["a", 1n]);
    throw refuse("ETAG_MISMATCH");
  });
  await expect(failing).rejects.toMatchObject({ reason: "ETAG_MISMATCH" });
  expect(await count(shop, countKeys)).toBe(0);
  expect(await makeThing(shop, "a", request)).toEqual({ id: "a", n: 1n });
});

test("a refusal returned after a first effect is kept with it", async () => {
  let runs = 0;
  const decline = () =>
    shop.change(aRequest("k"), async (tx) => {
      runs++;
      await tx.query(insertThing, ["a", 1n]);
      return { refusal: refuse("RATE_LIMITED", { retryAfterMs: 7, metadata: { a: "b" } }), events: [thingMade("a")] };
    });
  const refusal = { reason: "RATE_LIMITED", kind: "RESOURCE_EXHAUSTED", retryAfterMs: 7, metadata: { a: "b" } };
  await expect(decline()).rejects.toMatchObject(refusal);
  await expect(decline()).rejects.toMatchObject(refusal);
  expect([runs, await count(shop, countThings), await count(shop, countEvents)]).toEqual([1, 1, 1]);
});

test("fifty racing duplicates have one effect and equal answers; altered ones are refused", async () => {
  const calls = Array.from({ length: 50 }, (_, index) =>
    makeThing(shop, "a", aRequest("k", index % 10 ? "h" : "other")),
  );
  const results = await Promise.allSettled(calls);
  const answers = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect([5, 45]).toContain(answers.length);
  expect(new Set(answers.map(({ id, n }) => `${id} ${n}`))).toEqual(new Set(["a 1"]));
  expect(refusals.map(({ reason }) => reason)).toEqual(refusals.map(() => "REQUEST_ID_REUSED"));
  expect([await count(shop, countThings), await count(shop, countEvents)]).toEqual([1, 1]);
});

test("when the holder of a key is killed, the next one in line does the work", async () => {
  const letGo = Promise.withResolvers<void>();
  const { begun, holder } = holdKey("k", letGo.promise);
  await begun;
  const next = makeThing(shop, "a", aRequest("k"));
  await eventually(async () => (await asOwner(database.url, killIdle)).length > 0);
  expect(await next).toEqual({ id: "a", n: 1n });
  letGo.resolve();
  await expect(holder).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
  expect([await count(shop, countThings), await count(shop, countKeys)]).toEqual([1, 1]);
});

test("a duplicate waits for the one under way no longer than its deadline", async () => {
  const letGo = Promise.withResolvers<void>();
  const { begun, holder } = holdKey("k", letGo.promise);
  await begun;
  const late = inCall(100, () => makeThing(shop, "a", aRequest("k")));
  await expect(late).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  letGo.resolve();
  expect(await holder).toBe(1);
});

/** A change that keeps its key until let go. */
function holdKey(key: string, letGo: Promise<void>) {
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const holder = shop.change(aRequest(key), async (tx) => {
    await tx.query(insertThing, ["held", 1n]);
    resolve();
    await letGo;
    return { answer: 1, events: [] };
  });
  return { begun, holder };
}

test("changes that stand in each other's way are run again", async () => {
  await shop.change(undefined, async (tx) => {
    await Promise.all(["a", "b"].map((id) => tx.query(insertThing, [id, 1n])));
    return { answer: undefined, events: [] };
  });
  let runs = 0;
  const bothBegun = Promise.withResolvers<void>();
  const addInOrder = (first: string, second: string) =>
    shop.change(undefined, async (tx) => {
      await tx.query(addToThing, [first, 1n]);
      if (++runs === 2) bothBegun.resolve();
      await bothBegun.promise;
      await tx.query(addToThing, [second, 1n]);
      return { answer: undefined, events: [] };
    });
  await Promise.all([addInOrder("a", "b"), addInOrder("b", "a")]);
  expect(runs).toBe(3);
  expect(await shop.query(findThing, ["a"])).toEqual([{ n: 3n }]);
});

test("work that always finds another in its way ends as SERVICE_UNAVAILABLE", async () => {
  let runs = 0;
  const conflict = statement<never>("t.conflict", "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$");
  const hopeless = shop.change(undefined, async (tx) => {
    runs++;
    await tx.query(conflict);
    return { answer: undefined, events: [] };
  });
  await expect(hopeless).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE", metadata: { service: "shop" } });
  expect(runs).toBe(5);
});

test("a broken constraint is told by its name", async () => {
  await makeThing(shop, "a");
  const taken = await makeThing(shop, "a").catch((error: unknown) => error);
  expect([violates(taken, "things_pkey"), violates(taken, "things_n_positive"), violates(null, "x")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("work that goes on after a failed statement keeps nothing and says so", async () => {
  const careless = shop.change(undefined, async (tx) => {
    await tx.query(insertThing, ["a", 1n]);
    await tx.query(insertThing, ["a", 1n]).catch(() => {});
    return { answer: undefined, events: [] };
  });
  await expect(careless).rejects.toThrow("the work went on after a failed statement");
  expect(await count(shop, countThings)).toBe(0);
});

test("statements after the end of the work are refused", async () => {
  const leaked = await shop.change(undefined, async (tx) => ({ answer: { tx }, events: [] }));
  await expect(leaked.tx.query(findThing, ["a"])).rejects.toThrow("the transaction has ended");
});

test("a pool of one serves many at once, and a second connection inside the work is refused, not waited for", async () => {
  const single = await openShop(database.url, 1);
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => makeThing(single, `thing_${index}`, aRequest(`k${index}`))),
  );
  expect(await count(single, countThings)).toBe(50);
  const inside = (use: () => Promise<unknown>) =>
    single.change(undefined, async () => ({ answer: await use(), events: [] }));
  const refused = "asked for a second connection";
  await expect(inside(() => single.query(findThing, ["a"]))).rejects.toThrow(refused);
  await expect(inside(() => makeThing(single, "b"))).rejects.toThrow(refused);
  await expect(inside(() => single.pool.query("SELECT 1"))).rejects.toThrow(refused);
  await expect(inside(() => single.pool.connect())).rejects.toThrow(refused);
  await single.close();
});

test("a call that only validates gets its answer and leaves nothing, nor a key, nor an event", async () => {
  let told = 0;
  shop.onEvents(() => told++);
  const only = { validateOnly: true };
  expect(await inCall(5_000, () => makeThing(shop, "a", aRequest("k")), undefined, only)).toEqual({ id: "a", n: 1n });
  for (const counted of [countThings, countEvents, countKeys]) expect(await count(shop, counted)).toBe(0);
  expect(told).toBe(0);
  const refused = inCall(
    5_000,
    () =>
      shop.change(undefined, async () => {
        throw refuse("RESOURCE_NOT_FOUND");
      }),
    undefined,
    only,
  );
  await expect(refused).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
});
