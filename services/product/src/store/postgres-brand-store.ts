import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, statement, violates } from "#mesh/store";
import type { BrandStore } from "../app/ports.ts";
import type { Brand, BrandEvent } from "../domain/brand.ts";
import { refuse } from "../domain/errors.ts";
import { type BrandRow, brandFromRow, brandValues, columns } from "./brand-row.ts";
import { slugTaken } from "./slug-taken.ts";

const find = statement<BrandRow>("brand.find", `SELECT ${columns} FROM brands WHERE brand_id = $1`);
const lock = statement<BrandRow>("brand.lock", `SELECT ${columns} FROM brands WHERE brand_id = $1 FOR NO KEY UPDATE`);

/** $1 brand after which the page starts, $2 rows. */
const page = statement<BrandRow>(
  "brand.page",
  `SELECT ${columns} FROM brands WHERE brand_id > $1 ORDER BY brand_id LIMIT $2`,
);

const insert = statement<never>(
  "brand.insert",
  `INSERT INTO brands (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

const update = statement<never>(
  "brand.update",
  `UPDATE brands SET version = $2, name = $3, slug = $4, description = $5, logo_url = $6, create_time = $7,
     update_time = $8
   WHERE brand_id = $1`,
);

/** Keeps that products of the brand $1 still carry the name $2, and that those which carry $3 are right. */
const noteRename = statement<never>(
  "brand.note_rename",
  `WITH right_again AS (DELETE FROM brand_renames WHERE brand_id = $1 AND former_name = $3)
   INSERT INTO brand_renames (brand_id, former_name) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
);

const renamed = statement<{ brand_id: string; former_name: string }>(
  "brand.renamed",
  "SELECT brand_id, former_name FROM brand_renames ORDER BY brand_id, former_name LIMIT 1",
);

/** Products of the brand $2 (its id as documents have it) that carry the name $1, $3 rows. */
const carrying = statement<{ product_id: string }>(
  "brand.carrying",
  `SELECT product_id FROM products WHERE brand = $1 AND document ->> 'brandId' = $2 ORDER BY product_id LIMIT $3`,
);

const endRename = statement<never>(
  "brand.end_rename",
  "DELETE FROM brand_renames WHERE brand_id = $1 AND former_name = $2",
);

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Brands in PostgreSQL, a row each. */
export function postgresBrandStore(database: Database<BrandEvent>): BrandStore {
  return {
    async find(brandId) {
      const [row] = await database.query(find, [uuidFromId(brandId)]);
      return row && brandFromRow(row);
    },
    async page(after, size) {
      const rows = await database.query(page, [after === undefined ? beforeAll : uuidFromId(after), size + 1]);
      return toPage(rows.map(brandFromRow), size, ({ brandId }) => brandId);
    },
    async carryingFormerNames(size) {
      const [rename] = await database.query(renamed);
      if (rename === undefined) return [];
      const { brand_id, former_name } = rename;
      const rows = await database.query(carrying, [former_name, idFromUuid("brd", brand_id), size]);
      if (rows.length === 0) await database.write(endRename, [brand_id, former_name], []);
      return rows.map(({ product_id }) => idFromUuid("prd", product_id));
    },
    create(decide, request) {
      return database.change(request, async (tx) => {
        const { next, events } = decide();
        await tx.query(insert, brandValues(next)).catch(taken(next));
        return { answer: next, events };
      });
    },
    change(brandId, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(lock, [uuidFromId(brandId)]);
        if (row === undefined) throw notFound();
        const before = brandFromRow(row);
        const { next, events } = decide(before);
        if (next !== before) await tx.query(update, brandValues(next)).catch(taken(next));
        if (next.name !== before.name) await tx.query(noteRename, [uuidFromId(brandId), before.name, next.name]);
        return { answer: next, events };
      });
    },
  };
}

const taken =
  ({ name, slug }: Brand) =>
  (error: unknown): never => {
    if (violates(error, "brands_name_key")) throw refuse("BRAND_NAME_TAKEN", { metadata: { name }, cause: error });
    return slugTaken("brands_slug_key", slug)(error);
  };
