import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { metrics } from "@opentelemetry/api";
import { Redis } from "ioredis";
import { createIds, type DomainEvent, silentLogger, systemClock } from "#mesh/kernel";
import { openDatabase, provision } from "#mesh/store";
import { createTestDatabase, eventually, freePort } from "#mesh/testing";
import { type CountsContext, countsFrom, openCounts } from "../src/limits/open-counts.ts";
import { postgresRateStore, purgeWindows } from "../src/limits/postgres-rate-store.ts";
import type { RateStore } from "../src/limits/rate-store.ts";
import { redisRateStore } from "../src/limits/redis-rate-store.ts";
import { testGateway } from "./test-gateway.ts";

const migrations = new URL("../src/limits/migrations/", import.meta.url);
/** A busy machine may take long to connect. */
const patienceMs = 10_000;
const failed = (error: unknown) => {
  throw error;
};

async function openSchema() {
  const { url, drop } = await createTestDatabase();
  await provision({ url, services: ["gateway"] });
  const database = await openDatabase<DomainEvent>({
    service: "gateway",
    url,
    poolSize: 4,
    migrations,
    encodeEvent: failed,
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLogger,
  });
  return {
    database,
    drop,
    async [Symbol.asyncDispose]() {
      await database.close();
      await drop();
    },
  };
}

/** How many of `calls` two gateways let in together. */
async function letIn(
  stores: readonly [RateStore, RateStore],
  name: "credential" | "read",
  most: number,
  calls: number,
) {
  const rate = { calls: most, windowSeconds: 600 };
  const counts = stores.map((store) => countsFrom(store, failed, patienceMs)(name, rate));
  const standings = await Promise.all(
    Array.from({ length: calls }, (_, index) => counts[index % 2]?.count("192.0.2.1")),
  );
  return standings.filter((standing) => standing?.isWelcome).length;
}

async function holds(store: () => RateStore) {
  const exact = await letIn([store(), store()], "credential", 25, 100);
  const ahead = await letIn([store(), store()], "read", 1_000, 3_000);
  process.stdout.write(`two gateways: ${exact} of 25 credentials let in, ${ahead} of 1000 reads\n`);
  expect(exact).toBe(25);
  expect(ahead).toBe(1_000);
}

test("two gateways on one PostgreSQL never let in more than the rate, and exactly that where each call counts", async () => {
  await using schema = await openSchema();
  await holds(() => postgresRateStore(schema.database));
});

test("callers of two gateways meet one count, and its headers", async () => {
  await using schema = await openSchema();
  const options = {
    counts: countsFrom(postgresRateStore(schema.database), failed, patienceMs),
    rates: { read: { calls: 3, windowSeconds: 600 } },
  };
  await using first = await testGateway({}, options);
  await using second = await testGateway(
    {},
    { ...options, counts: countsFrom(postgresRateStore(schema.database), failed, patienceMs) },
  );
  const seen: (string | number | null)[][] = [];
  for (const { url } of [first, second, first, second]) {
    const { status, headers } = await fetch(`${url}/v1/echo/a`);
    seen.push([status, headers.get("ratelimit")?.replace(/;t=.*/, "") ?? null]);
  }
  expect(seen).toEqual([
    [200, '"read";r=2'],
    [200, '"read";r=1'],
    [200, '"read";r=0'],
    [429, '"read";r=0'],
  ]);
});

test("windows that are over begin anew and are removed", async () => {
  await using schema = await openSchema();
  const windows = postgresRateStore(schema.database).windows("read", { calls: 1, windowSeconds: 1 });
  expect(await windows.take("a", 1)).toMatchObject({ granted: 1, remaining: 0 });
  expect(await windows.take("a", 1)).toMatchObject({ granted: 0 });
  await eventually(async () => (await windows.take("a", 1)).granted === 1);
  const purging = purgeWindows(schema.database, 20, failed);
  const rows = { name: "test.windows", text: "SELECT caller FROM rate_windows" };
  await eventually(async () => (await schema.database.query(rows)).length === 0);
  await purging.close();
});

test("while the store does not answer, each gateway counts for itself and says so", async () => {
  const failures: unknown[] = [];
  const away: RateStore = { windows: () => ({ take: () => Promise.reject(new Error("away")) }) };
  const options = {
    counts: countsFrom(away, (error) => void failures.push(error)),
    rates: { read: { calls: 1, windowSeconds: 60 } },
  };
  await using gateway = await testGateway({}, options);
  const statuses = [];
  for (let call = 0; call < 2; call += 1) statuses.push((await fetch(`${gateway.url}/v1/echo/a`)).status);
  expect([statuses, failures.length]).toEqual([[200, 429], 1]);
});

test("GATEWAY_RATE_STORE chooses where calls are counted, and a Redis without a URL stops the start", async () => {
  await using schema = await openSchema();
  const owned: { close(): Promise<void> }[] = [];
  const context = (rateStore: CountsContext["config"]["rateStore"]) =>
    ({
      config: { rateStore, rateRedisUrl: undefined },
      log: silentLogger,
      meter: metrics.getMeter("test"),
      openDatabase: async () => schema.database,
      own<T extends { close(): Promise<void> }>(resource: T): T {
        owned.push(resource);
        return resource;
      },
    }) as unknown as CountsContext;
  const rate = { calls: 5, windowSeconds: 60 };
  for (const store of ["memory", "postgres"] as const) {
    const counts = (await openCounts(context(store)))("money", rate);
    expect(await counts.count("usr_1")).toMatchObject({ isWelcome: true, remaining: 4 });
  }
  await expect(openCounts(context("redis"))).rejects.toThrow("GATEWAY_RATE_REDIS_URL");
  for (const resource of owned) await resource.close();
  const rows = await schema.database.query({ name: "test.taken", text: "SELECT class, taken FROM rate_windows" });
  expect(rows).toEqual([{ class: "money", taken: 1n }]);
});

test("two gateways on one Redis never let in more than the rate, and exactly that where each call counts", async () => {
  if (spawnSync("redis-server", ["--version"]).error !== undefined) {
    process.stdout.write("not run: redis-server is not on PATH (Debian: apt-get install redis-server)\n");
    return;
  }
  const port = await freePort();
  const flags = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"];
  const server = spawn("redis-server", flags, { stdio: "ignore" });
  const client = new Redis({ port, host: "127.0.0.1", retryStrategy: () => 20 }).on("error", () => undefined);
  try {
    await eventually(() => client.status === "ready");
    await holds(() => redisRateStore(client));
  } finally {
    client.disconnect();
    const gone = once(server, "exit");
    server.kill();
    await gone;
  }
});
