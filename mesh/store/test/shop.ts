import pg from "pg";
import {
  type Call,
  createIds,
  type DomainEvent,
  type RequestKey,
  runInCall,
  silentLogger,
  systemClock,
} from "#mesh/kernel";
import { type Caps, type Database, defaultCaps, openDatabase, provision, statement } from "../mod.ts";

/** A service that keeps things with a number. */
export type Shop = Database<DomainEvent>;

export const shopMigrations = new URL("migrations/", import.meta.url);

export const insertThing = statement<never>("shop.insert", "INSERT INTO things (id, n) VALUES ($1, $2)");
export const addToThing = statement<{ n: bigint }>(
  "shop.add",
  "UPDATE things SET n = n + $2 WHERE id = $1 RETURNING n",
);
export const findThing = statement<{ n: bigint }>("shop.find", "SELECT n FROM things WHERE id = $1");
export const countThings = statement<{ count: bigint }>("shop.count", "SELECT count(*) FROM things");
export const countEvents = statement<{ count: bigint }>("shop.events", "SELECT count(*) FROM outbox");
export const countKeys = statement<{ count: bigint }>("shop.keys", "SELECT count(*) FROM idempotency_keys");
export const sleep = statement<never>("shop.sleep", "SELECT pg_sleep($1)");

export async function openShop(url: string, poolSize = 4, caps: Caps = defaultCaps): Promise<Shop> {
  await provision({ url, services: ["shop"] });
  return openDatabase<DomainEvent>({
    service: "shop",
    url,
    poolSize,
    caps,
    migrations: shopMigrations,
    encodeEvent: ({ type }) => ({ subject: `shop.v1.${type}`, payload: Buffer.from(type) }),
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLogger,
  });
}

export const thingMade = (key: string): DomainEvent => ({ type: "thing_made", key, version: 1 });

export function aRequest(key: string, hash = "h"): RequestKey {
  return { caller: "usr_1", method: "shop.v1.Make", key, hash };
}

/** Makes a thing with its event; the answer says so. */
export function makeThing(shop: Shop, id: string, request?: RequestKey): Promise<{ id: string; n: bigint }> {
  return shop.change(request, async (tx) => {
    await tx.query(insertThing, [id, 1n]);
    return { answer: { id, n: 1n }, events: [thingMade(id)] };
  });
}

/** Runs the work as a call that lasts `ms`, or until `gone` fires. */
export async function inCall<T>(
  ms: number,
  work: () => Promise<T>,
  gone?: AbortSignal,
  more: Partial<Call> = {},
): Promise<T> {
  const deadline = Date.now() + ms;
  const signal = AbortSignal.any([AbortSignal.timeout(ms), ...(gone === undefined ? [] : [gone])]);
  const call: Call = {
    method: "/t",
    caller: { workload: "t" },
    deadline,
    signal,
    requestId: "r",
    traceparent: "00-t",
    ...more,
  };
  return runInCall(call, work);
}

/** What a one-row count says. */
export async function count(shop: Shop, counted: typeof countThings): Promise<number> {
  const [row] = await shop.query(counted);
  return Number(row?.count);
}

/** Runs SQL as the database's owner, who sees and may do everything. */
export async function asOwner(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
