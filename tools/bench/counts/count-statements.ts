import type { LoadResult } from "../figures/measure-rounds.ts";
import type { OpenInProcess } from "../programs/in-process.ts";
import type { Catalogue } from "../stage/databases.ts";
import { startProgram } from "../stage/program.ts";
import { startCountingProxy } from "./counting-proxy.ts";

/** What one call asks of PostgreSQL. */
export interface CallCounts {
  readonly statements: number;
  readonly roundTrips: number;
}

const calls = 20;
const counted = ["find", "getProduct", "listProducts10", "listProducts20", "listProducts100", "updateProduct"] as const;

export type CountedCall = (typeof counted)[number];

/** Counts on the wire what each call of the product service sends, one call at a time over one connection. */
export async function countStatements({
  url,
  published,
}: Catalogue): Promise<Readonly<Record<CountedCall, CallCounts>>> {
  const proxy = await startCountingProxy(url);
  const program = startProgram("in-process");
  try {
    const ids = { counted: published.slice(0, calls).map(({ productId }) => productId) };
    const open: OpenInProcess = {
      databases: { counted: { url: proxy.url, poolSize: 1 } },
      productIds: ids,
      changing: ids,
    };
    await program.ask("open", open);
    const entries: [CountedCall, CallCounts][] = [];
    for (const call of counted) {
      await run(call, 1);
      const before = proxy.counts();
      await run(call, calls);
      const after = proxy.counts();
      const perCall = (name: keyof CallCounts) => (after[name] - before[name]) / calls;
      entries.push([call, { statements: perCall("statements"), roundTrips: perCall("roundTrips") }]);
    }
    return Object.fromEntries(entries) as Record<CountedCall, CallCounts>;
  } finally {
    await program.stop();
    await proxy.close();
  }

  async function run(call: CountedCall, requests: number): Promise<void> {
    const { errors } = await program.ask<LoadResult>("run", { call: `counted/${call}`, requests, concurrency: 1 });
    if (errors > 0) throw new Error(`${errors} of ${requests} calls of ${call} failed`);
  }
}
