import { onCheckpoint } from "#mesh/kernel";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { statement, violates } from "./mod.ts";
import {
  addToThing,
  asOwner,
  count,
  countEvents,
  findThing,
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
  await makeThing(shop, "a");
});
afterEach(() => shop.close());

const keysInOrder = statement<{ key: string }>("t.keys", "SELECT key FROM outbox ORDER BY seq");

test("a write keeps its events in their order and tells of them", async () => {
  let told = 0;
  shop.onEvents(() => {
    told += 1;
  });
  expect(await shop.write(addToThing, ["a", 2n], [thingMade("b"), thingMade("c")])).toEqual([{ n: 3n }]);
  expect((await shop.query(keysInOrder)).map(({ key }) => key)).toEqual(["a", "b", "c"]);
  expect(told).toBe(1);
});

test("a write that finds no row keeps no event and tells nothing", async () => {
  let told = 0;
  shop.onEvents(() => {
    told += 1;
  });
  expect(await shop.write(addToThing, ["nothing", 2n], [thingMade("b")])).toEqual([]);
  expect([await count(shop, countEvents), told]).toEqual([1, 0]);
});

test("a write without events is told to nobody", async () => {
  let told = 0;
  shop.onEvents(() => {
    told += 1;
  });
  expect(await shop.write(addToThing, ["a", 2n], [])).toEqual([{ n: 3n }]);
  expect(told).toBe(0);
});

test("a write that is refused leaves nothing, and its error names the constraint", async () => {
  const refused = await shop.write(addToThing, ["a", -5n], [thingMade("b")]).catch((error: unknown) => error);
  expect(violates(refused, "things_n_positive")).toBe(true);
  expect([await shop.query(findThing, ["a"]), await count(shop, countEvents)]).toEqual([[{ n: 1n }], 1]);
});

test("concurrent writes to one row all count, each with its event", async () => {
  const writes = Array.from({ length: 40 }, () => shop.write(addToThing, ["a", 1n], [thingMade("a")]));
  const results = (await Promise.all(writes)).map(([row]) => row?.n);
  expect(results.toSorted((x, y) => Number((x ?? 0n) - (y ?? 0n)))).toEqual(
    Array.from({ length: 40 }, (_, index) => BigInt(index + 2)),
  );
  expect(await count(shop, countEvents)).toBe(41);
});

test("a write that always finds another in its way ends as SERVICE_UNAVAILABLE", async () => {
  const colliding = statement<never>("t.collide", "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$");
  await expect(shop.write(colliding, [], [])).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
});

test("it passes the checkpoints of a commit", async () => {
  const passed: string[] = [];
  const remove = onCheckpoint((name) => passed.push(name));
  await shop.write(addToThing, ["a", 1n], []);
  remove();
  expect(passed).toEqual(["shop.commit.before", "shop.commit.after"]);
});
