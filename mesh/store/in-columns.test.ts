import pg from "pg";
import { createTestDatabase } from "#mesh/testing";
import { inColumns } from "./mod.ts";

test("rows become columns as PostgreSQL reads them, in their order", async () => {
  const own = await createTestDatabase();
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  const time = new Date("2026-06-01T12:00:00.123Z");
  const bytes = Buffer.from([0, 34, 92]);
  const rows = [
    ['a "quoted", {braced} \\ text', 9_007_199_254_740_993n, null, time, bytes, 1.5],
    ["NULL", -2n, true, time, bytes, 0],
    ["", 3n, false, time, bytes, -1],
  ];
  const { rows: read } = await client.query({
    text: `SELECT * FROM unnest($1::text[], $2::bigint[], $3::boolean[], $4::timestamptz[], $5::bytea[], $6::float8[])`,
    values: [...inColumns(rows)],
    rowMode: "array",
  });
  expect(read).toEqual(rows.map((row) => row.with(1, String(row[1]))));
  await client.end();
  await own.drop();
});

test("no rows have no columns", () => {
  expect(inColumns([])).toEqual([]);
});
