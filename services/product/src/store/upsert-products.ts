import { idFromUuid, uuidFromId } from "#mesh/kernel";
import { type Transaction, violates } from "#mesh/store";
import type { Product } from "../domain/product.ts";
import type { UpsertChange, UpsertPresent, UpsertScope } from "../domain/upsert-products.ts";
import { productFromRow, productValues } from "./product-row.ts";
import * as sql from "./product-statements.ts";

/** Somebody else took a SKU or a slug since it was looked up; to be decided anew. */
export class TakenMeanwhile extends Error {
  override readonly name = "TakenMeanwhile";
}

/** What there is of the scope; its products are locked. */
export async function lockPresent(tx: Transaction, { skus, slugs }: UpsertScope): Promise<UpsertPresent> {
  const products = await tx.query(sql.lockBySkus, [skus]);
  const taken = await tx.query(sql.findSlugs, [slugs]);
  return {
    products: products.map(productFromRow),
    slugs: new Map(taken.map(({ slug, product_id }) => [slug, idFromUuid("prd", product_id)])),
  };
}

/** Writes all changes by a few statements, however many there are. Throws TakenMeanwhile. */
export async function writeChanges(tx: Transaction, changes: readonly UpsertChange[]): Promise<void> {
  if (changes.length === 0) return;
  const products = changes.map(({ next }) => next);
  await tx.query(sql.upsert, columnsOf(products)).catch(takenMeanwhile);
  await placeInCategories(tx, changes);
  const withOthers = changes.filter(({ before, next }) => before === undefined || skusOf(before) !== skusOf(next));
  await replaceVariants(tx, withOthers);
}

/** What the table of variants knows of them; everything else is in the product's document. */
export function skusOf({ variants }: Product): string {
  return variants
    .map(({ variantId, sku }) => `${variantId} ${sku}`)
    .toSorted()
    .join();
}

/** The values of the rows, a column each. */
function columnsOf(products: readonly Product[]): readonly unknown[][] {
  const rows = products.map(productValues);
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}

async function placeInCategories(tx: Transaction, changes: readonly UpsertChange[]): Promise<void> {
  const moved = changes.filter(({ before, next }) => String(before?.categoryIds ?? "") !== String(next.categoryIds));
  if (moved.length === 0) return;
  const places = moved.flatMap(({ next: { productId, categoryIds } }) =>
    categoryIds.map((categoryId) => [uuidFromId(productId), uuidFromId(categoryId)] as const),
  );
  const products = moved.map(({ next }) => uuidFromId(next.productId));
  await tx.query(sql.placeAllInCategories, [products, places.map(([product]) => product), places.map(([, id]) => id)]);
}

async function replaceVariants(tx: Transaction, changes: readonly UpsertChange[]): Promise<void> {
  const changed = changes.filter(({ before }) => before !== undefined).map(({ next }) => uuidFromId(next.productId));
  if (changed.length > 0) await tx.query(sql.removeAllVariants, [changed]);
  const rows = changes.flatMap(({ next: { productId, variants } }) =>
    variants.map(({ variantId, sku }) => ({ productId: uuidFromId(productId), variantId: uuidFromId(variantId), sku })),
  );
  if (rows.length === 0) return;
  const columns = [rows.map((row) => row.productId), rows.map((row) => row.variantId), rows.map((row) => row.sku)];
  const inserted = await tx.query(sql.insertAllVariants, columns);
  if (inserted.length < rows.length) throw new TakenMeanwhile();
}

function takenMeanwhile(error: unknown): never {
  throw violates(error, "products_slug_key") ? new TakenMeanwhile("slug", { cause: error }) : error;
}
