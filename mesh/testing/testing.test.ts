import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import setUp from "./global-setup.ts";
import tearDown from "./global-teardown.ts";
import { createTestDatabase, eventually, fakeClock, temporaryFolder, testDatabaseUrl } from "./mod.ts";
import { runningTestPostgres } from "./running-test-postgres.ts";

test("a run gets a server of its own, which ends with it, unless it is given one", async () => {
  const given = testDatabaseUrl();
  await setUp();
  expect([testDatabaseUrl(), runningTestPostgres.current]).toEqual([given, undefined]);
  delete process.env.TEST_DATABASE_URL;
  expect(testDatabaseUrl).toThrow("run the tests with jest");
  await setUp();
  const own = testDatabaseUrl();
  await (await createTestDatabase()).drop();
  await tearDown();
  process.env.TEST_DATABASE_URL = given;
  expect(own).not.toBe(given);
  await expect(new pg.Client({ connectionString: own }).connect()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("a temporary folder lies on the disk where there is no memory to spare, and what dead processes left goes", async () => {
  const left = await mkdtemp(join(tmpdir(), "ultramarket-test-4194399-"));
  const folder = await temporaryFolder("/nonexistent");
  expect(dirname(folder)).toBe(tmpdir());
  await expect(access(left)).rejects.toMatchObject({ code: "ENOENT" });
  await rm(folder, { recursive: true });
});

test("a test database is empty, a superuser's, and gone after drop, open connections or not", async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  const cut = new Promise((resolve) => client.on("error", resolve));
  await client.connect();
  const tables = await client.query("SELECT 1 FROM pg_stat_user_tables");
  expect(tables.rowCount).toBe(0);
  await database.drop();
  await cut;
  await expect(new pg.Client({ connectionString: database.url }).connect()).rejects.toMatchObject({ code: "3D000" });
});

test("eventually waits through throwing and false, and gives the value", async () => {
  const answers = [
    () => {
      throw new Error("not yet");
    },
    () => false as const,
    () => 0,
  ];
  await expect(eventually(() => answers.shift()?.() ?? "done")).resolves.toBe(0);
});

test("eventually throws what the last try threw", async () => {
  const refuse = () => Promise.reject(new Error("never"));
  await expect(eventually(refuse, { timeoutMs: 30 })).rejects.toThrow("never");
  await expect(eventually(() => false, { timeoutMs: 30 })).rejects.toThrow("still false after 30 ms");
});

test("a fake clock moves only when told", () => {
  const clock = fakeClock("2026-05-01T12:00:00Z");
  expect(clock.now()).toEqual(clock.now());
  clock.advance(1_500);
  expect(clock.now().toISOString()).toBe("2026-05-01T12:00:01.500Z");
});
