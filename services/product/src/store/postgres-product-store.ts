import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { ProductFilter, ProductStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { Product, ProductEvent } from "../domain/product.ts";
import { type ProductRow, productFromRow, productValues } from "./product-row.ts";
import * as sql from "./product-statements.ts";
import { keepDueTimes } from "./schedule-rows.ts";
import { keepSlugs } from "./slug-rows.ts";
import { slugTaken } from "./slug-taken.ts";
import type { StaffLists } from "./staff-lists.ts";
import { findSurroundings } from "./surroundings.ts";
import { upsertProducts } from "./upsert-products.ts";
import { sameVariantRows } from "./variant-rows.ts";

const beforeAll = "00000000-0000-0000-0000-000000000000";
const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Products in PostgreSQL: a row each, with what is not searched for as JSON. */
export function postgresProductStore(database: Database<ProductEvent>, staffLists: StaffLists): ProductStore {
  return {
    async find(productId) {
      const [row] = await database.query(sql.find, [uuidFromId(productId)]);
      return row && productFromRow(row);
    },
    async findMany(productIds) {
      return (await database.query(sql.findMany, [productIds.map(uuidFromId)])).map(productFromRow);
    },
    async findByVariants(variantIds) {
      return (await database.query(sql.findByVariants, [variantIds.map(uuidFromId)])).map(productFromRow);
    },
    async page(filter, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await rowsBefore(filter, before, size + 1);
      return toPage(rows.map(productFromRow), size, ({ productId }) => productId);
    },
    async findBySlug(slug, languageCode) {
      const [row] = await database.query(sql.findBySlug, [slug, languageCode]);
      return row && { found: productFromRow(row), moved: row.moved };
    },
    async pageOfSeller(sellerId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.pageBySeller, [sellerId, before, size + 1]);
      return toPage(rows.map(productFromRow), size, ({ productId }) => productId);
    },
    async pageOfAll(after, size) {
      const rows = await database.query(sql.pageOfAll, [after === undefined ? beforeAll : uuidFromId(after), size + 1]);
      return toPage(rows.map(productFromRow), size, ({ productId }) => productId);
    },
    async due(now, size) {
      const rows = await database.query(sql.due, [now, size]);
      return rows.map(({ product_id }) => idFromUuid("prd", product_id));
    },
    create(decide, request, mentions) {
      return database.change(request, async (tx) => {
        const { next, events } = decide(await findSurroundings(tx, mentions));
        await tx.query(sql.insert, productValues(next)).catch(slugTaken("products_slug_key", next.slug));
        if (next.categoryIds.length > 0) await placeInCategories(tx, next);
        await insertVariants(tx, next);
        await requireSlugs(tx, undefined, next);
        await keepDueTimes(tx, [{ next }]);
        return { answer: next, events };
      });
    },
    upsert: (scope, decide, request) => upsertProducts(database, scope, decide, request),
    change(productId, decide, request, mentions) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(productId)]);
        if (row === undefined) throw notFound();
        const before = productFromRow(row);
        const categoryIds = [...new Set([...before.categoryIds, ...(mentions?.categoryIds ?? [])])];
        const around = await findSurroundings(tx, mentions && { ...mentions, categoryIds });
        const { next, events } = decide(before, around);
        if (next !== before) await update(tx, before, next);
        return { answer: next, events };
      });
    },
  };

  function rowsBefore(filter: ProductFilter, before: string, limit: number): Promise<readonly ProductRow[]> {
    const { state, categoryId, brand, slug, moderation } = filter;
    const isHot = state !== undefined && [brand, slug, moderation].every((condition) => condition === undefined);
    const isModeration = [state, categoryId, brand, slug].every((condition) => condition === undefined);
    if (moderation !== undefined && isModeration) {
      return database.query(sql.pageByModeration, [moderation, before, limit]);
    }
    if (!isHot) return staffLists.productsBefore(filter, before, limit);
    if (categoryId === undefined) return database.query(sql.pageByState, [state, before, limit]);
    return database.query(sql.pageByCategory, [state, before, limit, uuidFromId(categoryId)]);
  }
}

async function update(tx: Transaction, before: Product, next: Product): Promise<void> {
  await tx.query(sql.update, productValues(next)).catch(slugTaken("products_slug_key", next.slug));
  if (String(before.categoryIds) !== String(next.categoryIds)) await placeInCategories(tx, next);
  if (!sameVariantRows(before, next)) {
    await tx.query(sql.removeVariants, [uuidFromId(next.productId)]);
    await insertVariants(tx, next);
  }
  await requireSlugs(tx, before, next);
  await keepDueTimes(tx, [{ before, next }]);
}

async function requireSlugs(tx: Transaction, before: Product | undefined, next: Product): Promise<void> {
  const taken = await keepSlugs(tx, [{ before, next }]);
  if (taken !== undefined) throw refuse("SLUG_TAKEN", { metadata: { slug: taken } });
}

async function placeInCategories(tx: Transaction, { productId, categoryIds }: Product): Promise<void> {
  await tx.query(sql.placeInCategories, [uuidFromId(productId), categoryIds.map(uuidFromId)]);
}

async function insertVariants(tx: Transaction, { productId, variants }: Product): Promise<void> {
  if (variants.length === 0) return;
  const ids = variants.map(({ variantId }) => uuidFromId(variantId));
  const skus = variants.map(({ sku }) => sku);
  const inserted = new Set(
    (await tx.query(sql.insertVariants, [uuidFromId(productId), ids, skus])).map(({ sku }) => sku),
  );
  const taken = skus.find((sku) => !inserted.has(sku));
  if (taken !== undefined) throw refuse("SKU_TAKEN", { metadata: { sku: taken } });
}
