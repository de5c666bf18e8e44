import { setTimeout as after } from "node:timers/promises";
import pg from "pg";
import { eventually } from "#mesh/testing";
import { services } from "../../../../services/mod.ts";
import { hardServices, startTestMarket, type TestMarket } from "../market.ts";
import { type Buyer, guest } from "../shop/buyer.ts";
import { type Goods, staffOf } from "../shop/goods.ts";
import { countStatements } from "./count-statements.ts";

interface Budget {
  readonly hops: number;
  readonly statements: number;
  readonly transactions: number;
  readonly messages: number;
}

/**
 * What one purchase may cost, all services together; to be lowered, and raised for a reason only. A purchase opens no
 * transaction of several statements: what there are belongs to the housekeeping, which takes the more of a purchase the
 * slower the machine is (26 and 38 statements where nothing else runs).
 */
const alone = {
  checkout: { hops: 9, statements: 32, transactions: 0.3, messages: 4 },
  journey: { hops: 20, statements: 46, transactions: 0.3, messages: 4 },
};

/**
 * With what follows it: figures, and a message to the customer. On a busy machine events come one by one, and each takes
 * the bus some statements.
 */
const withWhatFollows = {
  checkout: { hops: 11, statements: 56, transactions: 0.2, messages: 5 },
  journey: { hops: 22, statements: 80, transactions: 0.2, messages: 5 },
};

const purchases = 10;

let market: TestMarket;
let goods: Goods;

const fill = (buyer: Buyer) => buyer.fillCart([{ variantId: goods.variantId, quantity: 1 }]);

async function purchase(): Promise<void> {
  const buyer = await guest(market.url);
  const { cartId } = await fill(buyer);
  const { order } = await buyer.checkout(cartId);
  expect((await buyer.order(order.orderId)).state).toBe("ORDER_STATE_PAID");
}

/** Calls from one workload to another so far. */
async function hops(): Promise<number> {
  const text = await market.host.telemetry.renderMetrics();
  const counts = [...text.matchAll(/^rpc_client_call_duration_count\{.*\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Events told so far; resolves when what orders and payments tell is on the bus. */
async function messages(): Promise<number> {
  return asking(async (query) => {
    await eventually(async () => !(await query(`SELECT ${unsent("order")} OR ${unsent("payment")} AS found`)));
    return Number(await query("SELECT count(*) AS found FROM bus.log"));
  });
}

/** Resolves when all consumers have heard all events, what they tell of them included, and no message is to be sent. */
async function settled(): Promise<void> {
  await asking(async (query) => {
    const outboxes = await query(
      "SELECT array_agg(schemaname::text) AS found FROM pg_tables WHERE tablename = 'outbox'",
    );
    const hasMail = await query("SELECT to_regclass('notification.notifications') IS NOT NULL AS found");
    const isBusy = [
      ...(outboxes as string[]).map(unsent),
      "EXISTS (SELECT FROM bus.deliveries WHERE NOT dead)",
      "EXISTS (SELECT FROM bus.consumers AS consumer JOIN bus.log ON log.position > consumer.position AND subject = ANY (subjects))",
      ...(hasMail ? ["EXISTS (SELECT FROM notification.notifications WHERE due_time IS NOT NULL)"] : []),
    ].join(" OR ");
    await eventually(async () => !(await query(`SELECT ${isBusy} AS found`)), { timeoutMs: 20_000 });
  });
}

const unsent = (schema: string) => `EXISTS (SELECT FROM "${schema}".outbox WHERE position IS NULL)`;

/** Lets the work ask for single values, each as "found". */
async function asking<T>(work: (query: (sql: string) => Promise<unknown>) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await client.connect();
  try {
    return await work(async (sql) => (await client.query<{ found: unknown }>(sql)).rows[0]?.found);
  } finally {
    await client.end();
  }
}

/** What the market does a second while nobody asks it anything: its workers look whether something is due. */
let idle = { all: 0, transactions: 0 };
const idleMs = 3_000;

async function measureIdle(): Promise<void> {
  const begin = performance.now();
  const { all, transactions } = await countStatements(() => after(idleMs));
  const seconds = (performance.now() - begin) / 1_000;
  idle = { all: all / seconds, transactions: transactions / seconds };
}

/** What one of the works cost on average, without what the market does meanwhile in any case. */
async function costOf(works: readonly (() => Promise<unknown>)[]) {
  await settled();
  const begin = performance.now();
  const before = { hops: await hops(), messages: await messages() };
  const { all, transactions, byName } = await countStatements(async () => {
    for (const work of works) await work();
    await messages();
  });
  const seconds = (performance.now() - begin) / 1_000;
  await settled();
  const each = (count: number) => Math.round((count / works.length) * 10) / 10;
  return {
    cost: {
      hops: each((await hops()) - before.hops),
      statements: each(all - idle.all * seconds),
      transactions: each(transactions - idle.transactions * seconds),
      messages: each((await messages()) - before.messages),
    },
    byName: Object.fromEntries([...byName].map(([name, count]) => [name, each(count)])),
  };
}

function expectWithin({ cost, byName }: Awaited<ReturnType<typeof costOf>>, most: Budget): void {
  const over = Object.entries(most).filter(([what, count]) => cost[what as keyof typeof cost] > count);
  expect({ over, cost, byName }).toMatchObject({ over: [] });
}

describe.each([
  ["alone", hardServices, alone],
  ["with what follows", services, withWhatFollows],
])("a purchase %s", (_, wanted, budget) => {
  beforeAll(async () => {
    market = await startTestMarket({}, wanted);
    goods = await staffOf(market.url, await market.tokenFor(["*"])).offer({ stock: 1_000 });
    await purchase();
    await messages();
    await measureIdle();
  }, 60_000);

  afterAll(() => market?.close());

  test("keeps its checkout within its budget of hops, statements, transactions and messages", async () => {
    const waiting: (() => Promise<unknown>)[] = [];
    for (let nth = 0; nth < purchases; nth++) {
      const buyer = await guest(market.url);
      const { cartId } = await fill(buyer);
      waiting.push(() => buyer.checkout(cartId));
    }
    expectWithin(await costOf(waiting), budget.checkout);
  });

  test("keeps all of it within its budget", async () => {
    expectWithin(await costOf(Array(purchases).fill(purchase)), budget.journey);
  });
});
