import pg from "pg";
import { uuidFromId } from "#mesh/kernel";
import type { RunningMarket } from "../running-market.ts";

/** Rows of the market's own stores, read or changed behind its back. */
export async function inStores<T extends pg.QueryResultRow>(
  market: RunningMarket,
  sql: string,
  values: readonly unknown[],
): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: await market.databaseUrl() });
  await client.connect();
  try {
    return (await client.query<T>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** From now on the market asks no more on its own what became of a payment that waits for its customer. */
export async function stopOwnTimer(market: RunningMarket, orderId: string): Promise<void> {
  const sql = `
    UPDATE "order".orders SET due_time = now() + interval '1 hour'
    WHERE order_id = $1 AND state = 'AWAITING_PAYMENT' AND lease_id IS NULL RETURNING order_id`;
  const rows = await inStores(market, sql, [uuidFromId(orderId)]);
  if (rows.length === 0) throw new Error("the order does not wait now");
}
