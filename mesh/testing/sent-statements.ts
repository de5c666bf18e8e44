import pg from "pg";
import { type Call, currentCall } from "#mesh/kernel";

/** A statement on its way to PostgreSQL. */
export interface SentStatement {
  /** What it is prepared as; of one without a name its first word, such as "BEGIN". */
  readonly name: string;
  readonly text: string;
  /** Tells connections apart. */
  readonly client: unknown;
  /** The call it was sent for; undefined in background work. */
  readonly call: Call | undefined;
}

/** Every statement this process sends while the work runs, in order. A text without a name may hold several. */
export async function sentStatements(work: () => Promise<unknown>): Promise<readonly SentStatement[]> {
  const sent: SentStatement[] = [];
  const { query } = pg.Client.prototype;
  const recording = function (this: pg.Client, ...given: unknown[]): unknown {
    for (const statement of statementsIn(given[0] as string | pg.QueryConfig)) {
      sent.push({ ...statement, client: this, call: currentCall() });
    }
    return Reflect.apply(query, this, given);
  };
  pg.Client.prototype.query = recording as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

function statementsIn(asked: string | pg.QueryConfig): readonly Pick<SentStatement, "name" | "text">[] {
  const { name, text } = typeof asked === "string" ? { name: undefined, text: asked } : asked;
  if (name !== undefined) return [{ name, text }];
  const parts = text.split(";").map((part) => part.trim());
  return parts.filter((part) => part !== "").map((part) => ({ name: part.split(/\W/, 1).join(), text: part }));
}
