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
  checkout: { hops: 11, statements: 56, transactions: 0.2, messages: 5.1 },
  journey: { hops: 22, statements: 80, transactions: 0.2, messages: 5.1 },
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

/** Events told so far; resolves when all consumers have heard them. */
async function messages(): Promise<number> {
  const client = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await client.connect();
  try {
    return await eventually(async () => {
      const waiting = await client.query<{ waiting: boolean }>(
        `SELECT EXISTS (SELECT FROM "order".outbox WHERE position IS NULL)
           OR EXISTS (SELECT FROM payment.outbox WHERE position IS NULL) AS waiting`,
      );
      const { rows } = await client.query<{ count: string }>("SELECT count(*) FROM bus.log");
      return waiting.rows[0]?.waiting === false && Number(rows[0]?.count);
    });
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
  const begin = performance.now();
  const before = { hops: await hops(), messages: await messages() };
  const { all, transactions, byName } = await countStatements(async () => {
    for (const work of works) await work();
    await messages();
  });
  const seconds = (performance.now() - begin) / 1_000;
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
