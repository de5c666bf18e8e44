import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import pg from "pg";

/** The tables with a row that holds the text, as such or in bytes, such as "user.profiles". */
export async function tablesWith(databaseUrl: string, text: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; place: string }>(
      `SELECT schemaname || '.' || tablename AS name, format('%I.%I', schemaname, tablename) AS place FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY name`,
    );
    const found: string[] = [];
    const forms = [`%${text}%`, `%${Buffer.from(text).toString("hex")}%`];
    for (const { name, place } of rows) {
      const sql = `SELECT FROM ${place} AS kept WHERE kept::text ILIKE ANY ($1) LIMIT 1`;
      if ((await client.query(sql, [forms])).rows.length > 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** The files below a folder that hold the text, but for those below the folders left out. */
export async function filesWith(folder: string, text: string, leftOut: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const found: string[] = [];
  for (const file of files.map((path) => relative(folder, path))) {
    if (leftOut.some((name) => file.startsWith(`${name}/`))) continue;
    if ((await readFile(join(folder, file))).includes(text)) found.push(file);
  }
  return found;
}
