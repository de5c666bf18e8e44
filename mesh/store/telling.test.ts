import { createTestDatabase, eventually, type TestDatabase } from "#mesh/testing";
import { statement, telling } from "./mod.ts";
import { addToThing, asOwner, count, countEvents, makeThing, openShop, type Shop, thingMade } from "./test/shop.ts";

let database: TestDatabase;
let shop: Shop;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await asOwner(database.url, "DROP SCHEMA IF EXISTS shop CASCADE");
  shop = await openShop(database.url, 12);
  await makeThing(shop, "a");
  await makeThing(shop, "b");
});
afterEach(() => shop.close());

/** Adds to the things $1 and makes one with the id $2 of the first one's number; the statement itself reads nothing. */
const addAndNote = telling<{ done: number }>(
  "shop.add_and_note",
  2,
  (told) => `WITH added AS (
      UPDATE things SET n = n + 1 WHERE id = ANY ($1::text[]) RETURNING id, n
    ), noted AS (
      INSERT INTO things (id, n) SELECT $2, n FROM added ORDER BY id LIMIT 1
    )${told("added")} SELECT 1 AS done`,
);

const keysInOrder = statement<{ key: string }>("t.keys", "SELECT key FROM outbox ORDER BY seq OFFSET 2");
const writersInOrder = statement<{ id: string }>("t.writers", "SELECT id FROM things WHERE id LIKE 'w%' ORDER BY n");
const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

test("a statement of CTEs keeps its change, and its events in their order", async () => {
  expect(await shop.write(addAndNote, [["a"], "w"], [thingMade("x"), thingMade("y")])).toEqual([{ done: 1 }]);
  expect((await shop.query(keysInOrder)).map(({ key }) => key)).toEqual(["x", "y"]);
  expect(await shop.query(writersInOrder)).toEqual([{ id: "w" }]);
});

test("events are kept only if the CTE that tells them has a row", async () => {
  await shop.write(addAndNote, [["nothing"], "w"], [thingMade("x")]);
  expect(await count(shop, countEvents)).toBe(2);
});

test("without events, and in a transaction, it runs as it is", async () => {
  await shop.write(addAndNote, [["a"], "w1"], []);
  await shop.change(undefined, async (tx) => {
    await tx.query(addAndNote, [["a"], "w2"]);
    return { answer: undefined, events: [thingMade("x")] };
  });
  expect(await shop.query(writersInOrder)).toEqual([{ id: "w1" }, { id: "w2" }]);
  expect((await shop.query(keysInOrder)).map(({ key }) => key)).toEqual(["x"]);
});

test("events of concurrent writers lie in the order of their changes", async () => {
  const writers = Array.from({ length: 60 }, (_, nth) => `w${nth}`);
  await Promise.all(writers.map((id) => shop.write(addAndNote, [["a"], id], [thingMade(id)])));
  const changed = (await shop.query(writersInOrder)).map(({ id }) => id);
  expect(changed).toHaveLength(60);
  expect((await shop.query(keysInOrder)).map(({ key }) => key)).toEqual(changed);
});

test("a writer that waits for one of its rows lets the one before it tell first", async () => {
  const later = Promise.withResolvers<void>();
  const rival = shop.change(undefined, async (tx) => {
    await tx.query(addToThing, ["b", 1n]);
    later.resolve();
    await eventually(async () => (await asOwner(database.url, waiting)).length === 1);
    return { answer: undefined, events: [thingMade("earlier")] };
  });
  await later.promise;
  await shop.write(addAndNote, [["a", "b"], "w"], [thingMade("later")]);
  await rival;
  expect((await shop.query(keysInOrder)).map(({ key }) => key)).toEqual(["earlier", "later"]);
});
