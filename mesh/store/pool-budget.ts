import { withClient } from "./with-client.ts";

/** Kept free for people, backups and what else is not a pool. */
const reserve = 20;

/** Throws unless the pools, by name and size, fit into the server's max_connections with 20 to spare. */
export async function checkPoolBudget(url: string, pools: Readonly<Record<string, number>>): Promise<void> {
  const limit = `SELECT current_setting('max_connections')::int AS "limit"`;
  const { rows } = await withClient({ connectionString: url }, (client) => client.query<{ limit: number }>(limit));
  assertFits(pools, rows[0]?.limit ?? 0);
}

function assertFits(pools: Readonly<Record<string, number>>, limit: number): void {
  const sum = Object.values(pools).reduce((total, size) => total + size, 0);
  if (sum + reserve <= limit) return;
  const list = Object.entries(pools).map(([name, size]) => `${name} ${size}`);
  throw new Error(
    `the connection pools need ${sum} + ${reserve} connections, but PostgreSQL allows ${limit}: make them smaller or raise max_connections (${list.join(", ")})`,
  );
}
