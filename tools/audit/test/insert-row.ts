import type pg from "pg";

interface Column {
  readonly column_name: string;
  readonly data_type: string;
}

/** What stands in a column that a test does not care about. */
const neutral: Readonly<Record<string, unknown>> = {
  ARRAY: [],
  bigint: 0,
  boolean: false,
  bytea: Buffer.of(0),
  integer: 0,
  jsonb: "{}",
  smallint: 0,
  text: "",
  "timestamp with time zone": new Date("2026-06-01T12:00:00Z"),
  tsvector: "",
  uuid: "00000000-0000-7000-8000-000000000000",
};

const requiredColumns = new Map<string, Promise<readonly Column[]>>();

/** Columns of the table that a row must name; all markets of tests have the same. */
function readColumns(client: pg.Client, table: string): Promise<readonly Column[]> {
  const sql = `
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = $1 AND table_name = $2 AND is_nullable = 'NO' AND column_default IS NULL
      AND is_generated = 'NEVER' AND is_identity = 'NO'`;
  const read = client.query<Column>(sql, table.split(".")).then(({ rows }) => rows);
  requiredColumns.set(table, read);
  return read;
}

/** Adds a row with these values, and something neutral in every other column that must have something. */
export async function insertRow(
  client: pg.Client,
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [schema, name] = table.split(".");
  const required = await (requiredColumns.get(table) ?? readColumns(client, table));
  const row = {
    ...Object.fromEntries(required.map((column) => [column.column_name, neutral[column.data_type]])),
    ...values,
  };
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const places = columns.map((_, index) => `$${index + 1}`);
  await client.query(
    `INSERT INTO "${schema}"."${name}" (${columns.join()}) VALUES (${places.join()})`,
    Object.values(row),
  );
}
