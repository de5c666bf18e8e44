/** Rows of values as an array for each column, as `unnest` takes them; none of no rows. */
export function inColumns(rows: readonly (readonly unknown[])[]): readonly unknown[] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
