import { createIds, silentLogger, systemClock } from "#mesh/kernel";
import { createTestDatabase, eventually, startProxy, type TestDatabase, type Way } from "#mesh/testing";
import { defaultCaps, openDatabase, statement } from "./mod.ts";
import {
  aRequest,
  asOwner,
  count,
  countEvents,
  countThings,
  findThing,
  inCall,
  makeThing,
  openShop,
  type Shop,
  sleep,
} from "./test/shop.ts";

let database: TestDatabase;
let proxy: Way;
let shop: Shop;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
/** Ends the server's side of all connections, also of those whose client was cut off. */
const end =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'shop'";

beforeEach(async () => {
  await asOwner(database.url, end);
  await asOwner(database.url, "DROP SCHEMA IF EXISTS shop CASCADE");
  proxy = await startProxy(database.url);
  shop = await openShop(proxy.url, 2);
});
afterEach(async () => {
  await shop.close();
  await proxy.close();
});

const unavailable = { reason: "SERVICE_UNAVAILABLE", metadata: { service: "shop" } };
/** Statements that sleep on the server now. */
async function sleepers(): Promise<number> {
  const sleeping = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
    AND query LIKE '%pg_sleep(%' AND pid <> pg_backend_pid()`;
  return (await asOwner(database.url, sleeping)).length;
}

const number = statement<{ n: number }>("t.number", "SELECT $1::int AS n");

test("a read whose deadline passes is refused and stopped on the server", async () => {
  await expect(inCall(100, () => shop.query(sleep, [4]))).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  await eventually(async () => (await sleepers()) === 0);
});

test("a read whose caller goes away is refused and stopped on the server", async () => {
  const caller = new AbortController();
  const read = inCall(60_000, () => shop.query(sleep, [4]), caller.signal);
  await eventually(async () => (await sleepers()) === 1);
  caller.abort();
  await expect(read).rejects.toMatchObject({ reason: "CALL_CANCELLED" });
  await eventually(async () => (await sleepers()) === 0);
});

test("a cancel request that comes late stops no later statement of the connection", async () => {
  const single = await openShop(proxy.url, 1);
  await single.check();
  proxy.delayCancelRequests(100);
  const caller = new AbortController();
  const cancelled = inCall(5_000, () => single.query(sleep, [0.03]), caller.signal);
  setTimeout(() => caller.abort(), 10);
  await expect(cancelled).rejects.toMatchObject({ reason: "CALL_CANCELLED" });
  await single.query(sleep, [0.2]);
  await single.close();
});

test("cancelling at any moment leaves the connection to later reads", async () => {
  const single = await openShop(database.url, 1);
  let stopped = 0;
  for (let round = 0; round < 30; round++) {
    const caller = new AbortController();
    const cancelled = inCall(5_000, () => single.query(sleep, [0.002]), caller.signal).catch(() => stopped++);
    setTimeout(() => caller.abort(), round % 5);
    const later = Array.from({ length: 3 }, () => single.query(number, [round]));
    expect(await Promise.all(later)).toEqual(later.map(() => [{ n: round }]));
    await cancelled;
  }
  expect(stopped).toBeGreaterThan(0);
  await single.close();
});

test("a change whose deadline passes in a statement is undone", async () => {
  const late = inCall(100, () =>
    shop.change(undefined, async (tx) => {
      await tx.query(sleep, [4]);
      return { answer: undefined, events: [] };
    }),
  );
  await expect(late).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  await Promise.all(["a", "b", "c"].map((id) => makeThing(shop, id)));
});

test("a call that is over asks the database for nothing", async () => {
  const over = AbortSignal.abort();
  await expect(inCall(5_000, () => shop.query(findThing, ["a"]), over)).rejects.toMatchObject({
    reason: "CALL_CANCELLED",
  });
  await expect(inCall(5_000, () => makeThing(shop, "a"), over)).rejects.toMatchObject({ reason: "CALL_CANCELLED" });
});

test("waiting for a free connection ends with the deadline, and no connection is lost by it", async () => {
  const letGo = Promise.withResolvers<void>();
  const hold = () =>
    shop.change(undefined, async () => {
      await letGo.promise;
      return { answer: undefined, events: [] };
    });
  const held = [hold(), hold()];
  await expect(inCall(100, () => shop.query(findThing, ["a"]))).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  letGo.resolve();
  await Promise.all(held);
  await Promise.all([hold(), hold(), hold()]);
});

test("without the database everything is unavailable at once; when it is back, all works again", async () => {
  const read = shop.query(sleep, [4]);
  void read.catch(() => {});
  await eventually(async () => (await sleepers()) === 1);
  proxy.cut();
  await expect(read).rejects.toMatchObject(unavailable);
  await expect(shop.check()).rejects.toMatchObject(unavailable);
  await expect(makeThing(shop, "a", aRequest("k"))).rejects.toMatchObject(unavailable);
  proxy.restore();
  expect(await makeThing(shop, "a", aRequest("k"))).toEqual({ id: "a", n: 1n });
  await shop.check();
});

test("a server that goes down is unavailable, and its connections are not used again", async () => {
  const reads = [shop.query(sleep, [4]), shop.query(sleep, [4])].map((read) =>
    expect(read).rejects.toMatchObject(unavailable),
  );
  await eventually(async () => (await sleepers()) === 2);
  await asOwner(database.url, end);
  await Promise.all(reads);
  await Promise.all(Array.from({ length: 5 }, () => shop.check()));
  await asOwner(database.url, end);
  await eventually(() => shop.check());
});

test("a frozen server costs a call its deadline, and later calls nothing; work without a call notices in time too", async () => {
  const hasty = await openShop(proxy.url, 1, { ...defaultCaps, statementTimeoutMs: 100 });
  await Promise.all([shop.check(), hasty.check()]);
  proxy.freeze();
  const background = expect(hasty.query(findThing, ["a"])).rejects.toMatchObject(unavailable);
  await expect(inCall(100, () => shop.query(findThing, ["a"]))).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  await eventually(() => inCall(1_000, () => shop.query(findThing, ["a"])));
  await background;
  await hasty.check();
  await hasty.close();
});

test("a statement of the pool itself, as Prisma sends it, stops with its call and fails in the words of the contract", async () => {
  const read = (seconds: number) => shop.pool.query(`SELECT pg_sleep(${seconds})`);
  await read(0);
  await expect(inCall(100, () => read(4))).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  await eventually(async () => (await sleepers()) === 0);
  proxy.cut();
  await expect(read(0)).rejects.toMatchObject(unavailable);
});

test("a COMMIT whose answer is lost is unavailable; the same key then finds what happened", async () => {
  await shop.check();
  proxy.loseNextCommit();
  await expect(makeThing(shop, "a", aRequest("k"))).rejects.toMatchObject(unavailable);
  expect(await makeThing(shop, "a", aRequest("k"))).toEqual({ id: "a", n: 1n });
  expect([await count(shop, countThings), await count(shop, countEvents)]).toEqual([1, 1]);
});

test("a schema that cannot be reached is unavailable when it is opened", async () => {
  const other = await startProxy(database.url);
  other.cut();
  await expect(openShopAt(other.url)).rejects.toMatchObject(unavailable);
  await other.close();
});

async function openShopAt(url: string): Promise<Shop> {
  return openDatabase({
    service: "shop",
    url,
    poolSize: 1,
    migrations: new URL("test/migrations/", import.meta.url),
    encodeEvent: () => ({ subject: "", payload: Buffer.alloc(0) }),
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLogger,
  });
}
