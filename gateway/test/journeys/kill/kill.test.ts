import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import pg from "pg";
import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { errorCode } from "#mesh/machine";
import { eventually } from "#mesh/testing";
import { type RunningMarket, startRunningMarket } from "../running-market.ts";
import { type CountingConsumer, startCountingConsumer } from "./counting-consumer.ts";

const isLong = process.env.TORTURE === "1";
const changes = isLong ? 1_000 : 250;
const atOnce = 8;
const kills = isLong ? 40 : 6;
const passing = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Canceled, Code.Aborted]);

let market: RunningMarket;
let consumer: CountingConsumer;

beforeAll(async () => {
  market = await startRunningMarket("many");
  consumer = await startCountingConsumer(await market.databaseUrl());
}, 120_000);

afterAll(async () => {
  await consumer?.close();
  await market?.remove();
}, 60_000);

async function openClient() {
  const token = await market.token();
  const authorize: Interceptor = (next) => (request) => {
    request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
  const transport = createConnectTransport({ baseUrl: market.url, httpVersion: "1.1", interceptors: [authorize] });
  return createClient(ProductService, transport);
}

type ProductClient = Awaited<ReturnType<typeof openClient>>;

/** Creates product number n, again and again under one key until there is an answer. */
async function createFor(client: ProductClient, n: number): Promise<string> {
  const price = { currencyCode: "EUR", minorUnits: BigInt(n) };
  const product = { state: ProductState.PUBLISHED, name: `Product ${n}`, variants: [{ sku: `SKU-${n}`, price }] };
  for (;;) {
    try {
      const answer = await client.createProduct({ product, requestId: `create-${n}` }, { timeoutMs: 5_000 });
      return answer.product?.productId ?? "";
    } catch (error) {
      if (!mayPass(ConnectError.from(error))) throw error;
      await sleep(50);
    }
  }
}

/** True for a lost connection and for refusals that pass; anything else would mean that the market got confused. */
function mayPass({ code, cause }: ConnectError): boolean {
  return passing.has(code) || errorCode(cause) !== undefined;
}

async function killAtRandom(signal: AbortSignal): Promise<number> {
  let killed = 0;
  while (killed < kills && !signal.aborted) {
    await sleep(300 + Math.random() * 700);
    const unit = market.units[Math.floor(Math.random() * market.units.length)] ?? "";
    if (market.kill(unit)) killed += 1;
  }
  return killed;
}

/** Keeps a transaction open that was begun before the changes; it is lost when PostgreSQL is killed, and begun again. */
async function holdTransactionOpen(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url });
    const lost = new Promise((resolve) => client.on("error", resolve));
    try {
      await client.connect();
      await client.query("BEGIN");
      await client.query("SELECT pg_current_xact_id()");
      await Promise.race([lost, sleep(2_000)]);
      await client.query("COMMIT");
    } catch {
      await sleep(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

test("whatever is killed comes back; nothing answered is lost, and each event has its effect once", async () => {
  const client = await openClient();
  const done = new AbortController();
  const holding = holdTransactionOpen(await market.databaseUrl(), done.signal);
  const killing = killAtRandom(done.signal);
  const numbers = Array.from({ length: changes }, (_, n) => n).values();
  const created: string[] = [];
  const work = async () => {
    for (const n of numbers) created.push(await createFor(client, n));
  };
  const working = Promise.all(Array.from({ length: atOnce }, work));
  const killed = await working.then(() => killing).finally(() => done.abort());
  await holding;
  await market.ready();

  expect(killed).toBe(kills);
  expect(new Set(created).size).toBe(changes);
  expect((await listAll(client)).toSorted()).toEqual(created.toSorted());
  const effects = await eventually(
    async () => {
      const found = await consumer.effects();
      return found.length >= changes && found;
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  );
  expect(effects.map(({ key }) => key).toSorted()).toEqual(created.toSorted());
  expect(new Set(effects.map(({ event_id }) => event_id)).size).toBe(changes);
}, 600_000);

async function listAll(client: ProductClient): Promise<string[]> {
  const ids: string[] = [];
  for (let pageToken = ""; ; ) {
    const page = await client.listProducts({ pageSize: 100, pageToken });
    ids.push(...page.products.map(({ productId }) => productId));
    if (page.nextPageToken === "") return ids;
    pageToken = page.nextPageToken;
  }
}

test("Ctrl-C ends the market with exit code 0", async () => {
  expect(await market.stop()).toBe(0);
}, 60_000);
