import { idFromUuid, type RequestKey, refuse, uuidFromId } from "#mesh/kernel";
import { type Database, inColumns, type Transaction, violates } from "#mesh/store";
import { type CataloguePart, slugKey } from "../domain/claimed-catalogue.ts";
import type { Product, ProductEvent } from "../domain/product.ts";
import type { Surroundings } from "../domain/surroundings.ts";
import type { UpsertChange, UpsertDecision, UpsertResult, UpsertScope } from "../domain/upsert-products.ts";
import { productFromRow, productValues } from "./product-row.ts";
import { keepDueTimes } from "./schedule-rows.ts";
import { keepSlugs } from "./slug-rows.ts";
import { findSurroundings } from "./surroundings.ts";
import * as sql from "./upsert-statements.ts";
import { sameVariantRows } from "./variant-rows.ts";

const mostAttempts = 5;

/** Another transaction took a SKU or a slug after it was looked up as free. */
class TakenMeanwhile extends Error {}

/** See `ProductStore.upsert`: a few statements, however many products there are. */
export async function upsertProducts(
  database: Database<ProductEvent>,
  scope: UpsertScope,
  decide: (present: CataloguePart, around: Surroundings) => UpsertDecision,
  request: RequestKey | undefined,
): Promise<readonly UpsertResult[]> {
  const once = () =>
    database.change(request, async (tx) => {
      const around = await findSurroundings(tx, scope.mentions);
      const { results, changes } = decide(await lockPresent(tx, scope), around);
      await keep(tx, changes);
      return { answer: results, events: changes.flatMap(({ events }) => events) };
    });
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof TakenMeanwhile)) throw error;
      if (attempt === mostAttempts) {
        throw refuse("SERVICE_UNAVAILABLE", { metadata: { service: "product" }, cause: error });
      }
    }
  }
}

async function lockPresent(tx: Transaction, { skus, slugs, translatedSlugs }: UpsertScope): Promise<CataloguePart> {
  const products = await tx.query(sql.lockBySkus, [skus]);
  const taken = await tx.query(sql.findSlugs, [slugs]);
  const translated =
    translatedSlugs.length === 0
      ? []
      : await tx.query(
          sql.findTranslatedSlugs,
          inColumns(translatedSlugs.map(({ slug, languageCode }) => [slug, languageCode])),
        );
  return {
    products: products.map(productFromRow),
    slugs: new Map([
      ...taken.map(({ slug, product_id }) => [slugKey(slug), idFromUuid("prd", product_id)] as const),
      ...translated.map(
        ({ slug, language_code, product_id }) => [slugKey(slug, language_code), idFromUuid("prd", product_id)] as const,
      ),
    ]),
  };
}

async function keep(tx: Transaction, changes: readonly UpsertChange[]): Promise<void> {
  const isNew = ({ before }: UpsertChange) => before === undefined;
  await write(tx, sql.insertAll, changes.filter(isNew));
  await write(
    tx,
    sql.updateAll,
    changes.filter((change) => !isNew(change)),
  );
  await placeInCategories(
    tx,
    changes.filter(({ before, next }) => String(before?.categoryIds ?? "") !== String(next.categoryIds)),
  );
  if ((await keepSlugs(tx, changes)) !== undefined) throw new TakenMeanwhile("a slug of a translation");
  await keepDueTimes(tx, changes);
  await replaceVariants(
    tx,
    changes.filter(({ before, next }) => before === undefined || !sameVariantRows(before, next)),
  );
}

async function write(tx: Transaction, statement: typeof sql.insertAll, changes: readonly UpsertChange[]) {
  if (changes.length === 0) return;
  await tx.query(statement, columnsOf(changes.map(({ next }) => productValues(next)))).catch((error: unknown) => {
    throw violates(error, "products_slug_key") ? new TakenMeanwhile("a slug", { cause: error }) : error;
  });
}

const documentColumn = 5;
const unitSeparator = "\u001f";

function columnsOf(rows: readonly (readonly unknown[])[]): readonly unknown[] {
  const documents = rows.map((row) => row[documentColumn]).join(unitSeparator);
  return inColumns(rows.map((row) => row.with(documentColumn, null))).with(documentColumn, documents);
}

async function placeInCategories(tx: Transaction, moved: readonly UpsertChange[]): Promise<void> {
  if (moved.length === 0) return;
  const places = moved.flatMap(({ next: { productId, categoryIds } }) =>
    categoryIds.map((categoryId) => ({ productId: uuidFromId(productId), categoryId: uuidFromId(categoryId) })),
  );
  await tx.query(sql.placeAllInCategories, [
    moved.map(productUuid),
    places.map(({ productId }) => productId),
    places.map(({ categoryId }) => categoryId),
  ]);
}

async function replaceVariants(tx: Transaction, changes: readonly UpsertChange[]): Promise<void> {
  if (changes.length === 0) return;
  const former = changes.filter(({ before }) => before !== undefined);
  if (former.length > 0) await tx.query(sql.removeAllVariants, [former.map(productUuid)]);
  const rows = changes.flatMap(({ next }) => variantValues(next));
  if (rows.length === 0) return;
  const inserted = await tx.query(sql.insertAllVariants, inColumns(rows));
  if (inserted.length < rows.length) throw new TakenMeanwhile("a SKU");
}

function variantValues({ productId, variants }: Product): readonly unknown[][] {
  const product = uuidFromId(productId);
  return variants.map(({ variantId, sku }) => [product, uuidFromId(variantId), sku]);
}

function productUuid({ next }: UpsertChange): string {
  return uuidFromId(next.productId);
}
