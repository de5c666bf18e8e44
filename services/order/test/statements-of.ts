import pg from "pg";

/** The statements that connections of the schema send while the work runs; the relay's own are left out. */
export async function statementsOf(schema: string, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  const recording = function (this: pg.Client, ...given: unknown[]): unknown {
    if (connectionOf(this) === schema) statements.push(...statementsIn(given[0]));
    return Reflect.apply(query, this, given);
  };
  pg.Client.prototype.query = recording as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements.filter((statement) => !statement.includes("outbox"));
}

/** What the mesh calls its connections: the name of their schema. */
function connectionOf(client: object): unknown {
  const { connectionParameters } = client as { connectionParameters: { application_name?: string } };
  return connectionParameters.application_name;
}

/** A text without a name may hold several. */
function statementsIn(query: unknown): string[] {
  const { name, text } = typeof query === "string" ? { name: undefined, text: query } : (query as pg.QueryConfig);
  return name === undefined ? text.split(";").filter((part) => part.trim() !== "") : [text];
}
