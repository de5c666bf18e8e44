import pg from "pg";
import { provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import * as collection from "../src/store/collection-statements.ts";
import * as product from "../src/store/product-statements.ts";
import { openProduct } from "./open-product.ts";

const pageSize = 10;
const pages = 5_000;
const groupId = "00000000-0000-7000-8000-000000000001";

let own: TestDatabase;
let client: pg.Client;

/** Ids in the order of their numbers. */
const numbered = "('00000000-0000-7000-9000-' || lpad(to_hex(number), 12, '0'))::uuid";
const idOf = (number: number) => `00000000-0000-7000-9000-${number.toString(16).padStart(12, "0")}`;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["product"] });
  await (await openProduct(own.url)).close();
  client = new pg.Client({ connectionString: own.url });
  await client.connect();
  const document = JSON.stringify({ name: "Mug", description: "x".repeat(200), variants: [], categoryIds: [] });
  await client.query(`SET search_path = product;
    INSERT INTO products (product_id, version, state, slug, brand, document, create_time, update_time)
      SELECT ${numbered}, 1, 'PUBLISHED', 'mug-' || number, '', '${document}', now(), now()
      FROM generate_series(1, ${pages * pageSize + pageSize}) AS number;
    INSERT INTO categories (category_id, path, version, name, slug, description, create_time, update_time)
      VALUES ('${groupId}', ARRAY ['${groupId}'::uuid], 1, 'All', 'all', '', now(), now());
    INSERT INTO product_categories (category_id, product_id, direct) SELECT '${groupId}', product_id, true FROM products;
    INSERT INTO collections (collection_id, version, name, slug, description, product_ids, create_time, update_time)
      VALUES ('${groupId}', 1, 'All', 'all', '', '{}', now(), now());
    INSERT INTO collection_products (collection_id, product_id) SELECT '${groupId}', product_id FROM products;
    ANALYZE`);
}, 30_000);

afterAll(async () => {
  await client?.end();
  await own?.drop();
});

interface Plan {
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly "Actual Rows": number;
}

/** As a named statement is run that was run before: by the plan for any values. */
async function buffers(name: string, values: readonly unknown[]): Promise<number> {
  const literals = values.map((value) => pg.escapeLiteral(String(value)));
  const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE "${name}" (${literals.join()})`);
  const plan = rows[0]["QUERY PLAN"][0].Plan as Plan;
  expect(plan["Actual Rows"]).toBe(pageSize);
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
}

test.each([
  ["of a state", product.pageByState, (before: string) => ["PUBLISHED", before, pageSize]],
  ["of a category", product.pageByCategory, (before: string) => ["PUBLISHED", before, pageSize, groupId]],
  ["of a collection by rule", collection.fittingProducts, (before: string) => [groupId, before, pageSize]],
])("page 5,000 %s costs what page 1 costs", async (_, { name, text }, values) => {
  await client.query(`SET plan_cache_mode = force_generic_plan; PREPARE "${name}" AS ${text}`);
  const first = await buffers(name, values("ffffffff-ffff-ffff-ffff-ffffffffffff"));
  const last = await buffers(name, values(idOf(2 * pageSize)));
  expect(last / first).toBeLessThanOrEqual(1.2);
});
