import pg from "pg";

/** What this process sent to PostgreSQL, by the statement's name; the parts of a text without one by their first word. */
export interface StatementCounts {
  readonly all: number;
  readonly transactions: number;
  readonly byName: ReadonlyMap<string, number>;
}

/** Counts what all clients of this process send while the work runs. */
export async function countStatements(work: () => Promise<unknown>): Promise<StatementCounts> {
  const byName = new Map<string, number>();
  const { query } = pg.Client.prototype;
  const counting = function (this: pg.Client, ...given: unknown[]): unknown {
    for (const name of namesOf(given[0] as string | pg.QueryConfig)) byName.set(name, (byName.get(name) ?? 0) + 1);
    return Reflect.apply(query, this, given);
  };
  pg.Client.prototype.query = counting as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  const all = [...byName.values()].reduce((sum, count) => sum + count, 0);
  return { all, transactions: byName.get("BEGIN") ?? 0, byName };
}

function namesOf(asked: string | pg.QueryConfig): readonly string[] {
  const { name, text } = typeof asked === "string" ? { name: undefined, text: asked } : asked;
  if (name !== undefined) return [name];
  return text.split("; ").map((part) => part.trim().split(/\s/)[0] ?? "");
}
