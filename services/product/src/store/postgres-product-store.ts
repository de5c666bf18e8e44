import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { ProductFilter, ProductStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { Product, ProductEvent } from "../domain/product.ts";
import { type ProductRow, productFromRow, productValues } from "./product-row.ts";
import * as sql from "./product-statements.ts";
import { slugTaken } from "./slug-taken.ts";
import type { StaffLists } from "./staff-lists.ts";
import { upsertProducts } from "./upsert-products.ts";
import { sameVariantRows } from "./variant-rows.ts";

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
    create(decide, request) {
      return database.change(request, async (tx) => {
        const { next, events } = decide();
        await tx.query(sql.insert, productValues(next)).catch(slugTaken("products_slug_key", next.slug));
        await placeInCategories(tx, next);
        await insertVariants(tx, next);
        return { answer: next, events };
      });
    },
    upsert: (scope, decide, request) => upsertProducts(database, scope, decide, request),
    change(productId, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(productId)]);
        if (row === undefined) throw notFound();
        const before = productFromRow(row);
        const { next, events } = decide(before);
        if (next !== before) await update(tx, before, next);
        return { answer: next, events };
      });
    },
  };

  function rowsBefore(filter: ProductFilter, before: string, limit: number): Promise<readonly ProductRow[]> {
    const { state, categoryId, brand, slug } = filter;
    const isHot = state !== undefined && brand === undefined && slug === undefined;
    if (!isHot) return staffLists.productsBefore(filter, before, limit);
    if (categoryId === undefined) return database.query(sql.pageByState, [state, before, limit]);
    return database.query(sql.pageByCategory, [state, before, limit, uuidFromId(categoryId)]);
  }
}

async function update(tx: Transaction, before: Product, next: Product): Promise<void> {
  await tx.query(sql.update, productValues(next)).catch(slugTaken("products_slug_key", next.slug));
  if (before.categoryIds !== next.categoryIds) await placeInCategories(tx, next);
  if (!sameVariantRows(before, next)) {
    await tx.query(sql.removeVariants, [uuidFromId(next.productId)]);
    await insertVariants(tx, next);
  }
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
