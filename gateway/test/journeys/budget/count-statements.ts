import { sentStatements } from "#mesh/testing";

/** What this process sent to PostgreSQL, by the statement's name. */
export interface StatementCounts {
  readonly all: number;
  readonly transactions: number;
  readonly byName: ReadonlyMap<string, number>;
}

/** Counts what all clients of this process send while the work runs. */
export async function countStatements(work: () => Promise<unknown>): Promise<StatementCounts> {
  const byName = new Map<string, number>();
  const sent = await sentStatements(work);
  for (const { name } of sent) byName.set(name, (byName.get(name) ?? 0) + 1);
  return { all: sent.length, transactions: byName.get("BEGIN") ?? 0, byName };
}
