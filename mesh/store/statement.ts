declare const row: unique symbol;

/** An SQL text that each connection parses once, under its name, and the type of its rows. */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  readonly [row]?: Row;
}

/** PostgreSQL cuts longer names off, so that two statements could become one. */
const longestName = 63;

/** Names a statement: `statement<ProductRow>("product.find", "SELECT ... WHERE id = $1")`. A name stands for one text. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  if (name.length > longestName) throw new RangeError(`statement name longer than ${longestName} characters: ${name}`);
  return { name, text };
}

/** Runs statements. Columns of type bigint arrive as bigint, timestamptz as Date, bytea as Buffer. */
export interface Reader {
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<readonly Row[]>;
}
