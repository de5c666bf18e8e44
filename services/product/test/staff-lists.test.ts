import pg from "pg";
import { type Call, runInCall, silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision } from "#mesh/store";
import { createTestDatabase, eventually, startProxy, type TestDatabase, type Way } from "#mesh/testing";
import type { ProductEvent } from "../src/domain/product.ts";
import { openStaffLists, type StaffLists } from "../src/store/staff-lists.ts";
import { ids } from "./builders.ts";

let own: TestDatabase;
let way: Way;
let database: Database<ProductEvent>;
let lists: StaffLists;

beforeAll(async () => {
  own = await createTestDatabase();
  way = await startProxy(own.url);
  await provision({ url: own.url, services: ["product"] });
  database = await openDatabase<ProductEvent>({
    service: "product",
    url: way.url,
    poolSize: 2,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent: () => ({ subject: "", payload: new Uint8Array() }),
    clock: systemClock,
    ids,
    log: silentLogger,
  });
  lists = openStaffLists(database);
});

afterAll(async () => {
  await lists?.close();
  await database?.close();
  await way?.close();
  await own?.drop();
});

const readAll = () => lists.productsBefore({}, "ffffffff-ffff-ffff-ffff-ffffffffffff", 10);

test("a list whose deadline passes is refused with DEADLINE_PASSED and stopped on the server", async () => {
  const other = new pg.Client({ connectionString: own.url });
  await other.connect();
  await other.query("BEGIN; LOCK TABLE product.products");
  const signal = AbortSignal.timeout(100);
  const call: Call = {
    method: "/t",
    caller: { workload: "t" },
    deadline: Date.now() + 100,
    signal,
    requestId: "r",
    traceparent: "",
  };
  await expect(runInCall(call, readAll)).rejects.toMatchObject({ reason: "DEADLINE_PASSED" });
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await eventually(async () => (await other.query(waiting)).rows.length === 0);
  await other.end();
  expect(await readAll()).toEqual([]);
});

test("without PostgreSQL a list is refused with SERVICE_UNAVAILABLE, and answers again when it is back", async () => {
  await readAll();
  way.cut();
  await expect(readAll()).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE", metadata: { service: "product" } });
  way.restore();
  expect(await readAll()).toEqual([]);
});
