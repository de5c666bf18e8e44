import pg from "pg";
import { silentLogger } from "#mesh/kernel";
import { createTestDatabase, eventually } from "#mesh/testing";
import type { Bus, ReceivedEvent } from "./bus.ts";
import { openPostgresBus } from "./postgres/postgres-bus.ts";
import { type Relay, startRelay } from "./relay.ts";
import { contractOptions, expectOrderPerKey } from "./test/bus-under-test.ts";
import { noteEffect, openShop, raiseThing, readEffects, type Shop } from "./test/shop.ts";

const consumers = ["shop.first", "shop.second"];
const eventCount = 500;
const keys = 12;
const rounds = 8;

/** Numbers from 0 to 1 by chance that is the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A process's relay and consumers; handlers die before or after their effect now and then. */
async function startProcess(url: string, shop: Shop, random: () => number) {
  const bus: Bus = await openPostgresBus({
    url,
    log: silentLogger,
    ...contractOptions,
    retry: { ...contractOptions.retry, attempts: 100 },
  });
  const handle = (name: string) => async (event: ReceivedEvent) => {
    if (random() < 0.02) throw new Error("died before the effect");
    await noteEffect(shop, name, event);
    if (random() < 0.02) throw new Error("died after the effect");
  };
  for (const name of consumers) bus.subscribe({ name, subjects: ["shop.v1.*"], handle: handle(name) });
  const relay: Relay = startRelay({ database: shop, bus, log: silentLogger, batchSize: 20, pollMs: 50 });
  return {
    async stop() {
      await relay.close();
      await bus.close();
    },
  };
}

async function cutSome(url: string, random: () => number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND mod(pid, 3) = $1`,
    [Math.floor(random() * 3)],
  );
  await client.end();
}

test("500 events, a transaction held open, processes cut off and stopped: every effect once, in order for each key", async () => {
  const database = await createTestDatabase();
  const random = seeded(7);
  const { url } = database;
  const writer = await openShop(url);
  const shops = [await openShop(url), await openShop(url)] as const;
  const letGo = Promise.withResolvers<void>();
  const held = raiseUntilDone(writer, "held", "held", letGo.promise);

  for (let round = 0, made = 0; round < rounds; round++) {
    const processes = await Promise.all(shops.map((shop) => startProcess(url, shop, random)));
    const part = Math.floor(((eventCount - 1) * (round + 1)) / rounds);
    const work: Promise<unknown>[] = [];
    for (; made < part; made++) work.push(raiseUntilDone(writer, `key_${made % keys}`, `request_${made}`));
    await new Promise((resolve) => setTimeout(resolve, random() * 60));
    if (round !== rounds / 2) await cutSome(url, random);
    await Promise.all(work);
    if (round === rounds - 2) letGo.resolve();
    await Promise.all(processes.map((each) => each.stop()));
  }
  await held;

  const last = await startProcess(url, shops[0], random);
  const effects = await eventually(
    async () => {
      const seen = await readEffects(shops[0]);
      return seen.length >= eventCount * consumers.length && seen;
    },
    { timeoutMs: 20_000 },
  );
  await last.stop();
  expect(effects).toHaveLength(eventCount * consumers.length);
  for (const name of consumers) {
    const mine = effects.filter(({ consumer }) => consumer === name);
    expect(new Set(mine.map(({ event_id }) => event_id)).size).toBe(eventCount);
    expectOrderPerKey(mine.map(({ key, version }) => `${key}/${version}`));
  }
  await Promise.all([writer, ...shops].map((shop) => shop.close()));
  await database.drop();
}, 60_000);

/** As a caller does: repeats under the same request id until it is answered. */
async function raiseUntilDone(shop: Shop, key: string, requestId: string, hold?: Promise<void>): Promise<number> {
  return eventually(() => raiseThing(shop, key, { requestId, ...(hold === undefined ? {} : { hold }) }), {
    timeoutMs: 30_000,
  });
}
