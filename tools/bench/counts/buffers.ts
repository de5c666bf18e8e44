import type pg from "pg";
import type { Statement } from "#mesh/store";

interface Plan {
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
}

/** Pages of 8 KiB that the statement touches once everything is in memory. */
export async function buffersOf(client: pg.Client, { text }: Statement<unknown>, values: unknown[]): Promise<number> {
  const explain = { text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values };
  await client.query(explain);
  const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(explain);
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;
  if (plan === undefined) throw new Error("PostgreSQL explained nothing");
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
}
