import pg from "pg";

/** Every statement this process sends while the work runs, detached work included; BEGIN and COMMIT are left out. */
export async function allStatements(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  const recording = function (this: pg.Client, ...given: unknown[]): unknown {
    const [asked] = given;
    statements.push(typeof asked === "string" ? asked : (asked as pg.QueryConfig).text);
    return Reflect.apply(query, this, given);
  };
  pg.Client.prototype.query = recording as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements.filter((text) => !/^(BEGIN|COMMIT)/.test(text));
}
