import pg from "pg";
import { currentCall } from "#mesh/kernel";

/** The statements that the service sends for calls while the work runs; what its workers send is left out. */
export async function statementsOf(service: string, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  const recording = function (this: pg.Client, ...given: unknown[]): unknown {
    if (currentCall()?.method.startsWith(`/ultramarket.${service}.`)) statements.push(...statementsIn(given[0]));
    return Reflect.apply(query, this, given);
  };
  pg.Client.prototype.query = recording as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}

/** A text without a name may hold several. */
function statementsIn(query: unknown): string[] {
  const { name, text } = typeof query === "string" ? { name: undefined, text: query } : (query as pg.QueryConfig);
  return name === undefined ? text.split(";").filter((part) => part.trim() !== "") : [text];
}
