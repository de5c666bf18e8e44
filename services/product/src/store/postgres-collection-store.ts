import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { CollectionStore } from "../app/ports.ts";
import type { Collection, CollectionEvent } from "../domain/collection.ts";
import { refuse } from "../domain/errors.ts";
import { beforeAll, collectionFromRow, collectionValues } from "./collection-row.ts";
import * as sql from "./collection-statements.ts";
import { fillOne, refitProduct } from "./fit-collections.ts";
import { productFromRow } from "./product-row.ts";
import { slugTaken } from "./slug-taken.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Collections in PostgreSQL: a row each, and one for each product that a rule fits. */
export function postgresCollectionStore(database: Database<CollectionEvent>): CollectionStore {
  const rules = rememberedRules(database);
  return {
    async find(collectionId) {
      const [row] = await database.query(sql.find, [uuidFromId(collectionId)]);
      return row && collectionFromRow(row);
    },
    async page(after, size) {
      const rows = await database.query(sql.page, [after === undefined ? beforeAll : uuidFromId(after), size + 1]);
      return toPage(rows.map(collectionFromRow), size, ({ collectionId }) => collectionId);
    },
    async chosenProducts(collectionId, after, size) {
      const rows = await database.query(sql.chosenProducts, [uuidFromId(collectionId), after, size + 1]);
      const { items, nextKey } = toPage(rows, size, ({ place }) => Number(place));
      return { items: items.map(({ place: _, ...row }) => productFromRow(row)), nextKey };
    },
    async fittingProducts(collectionId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.fittingProducts, [uuidFromId(collectionId), before, size + 1]);
      return toPage(rows.map(productFromRow), size, ({ productId }) => productId);
    },
    create(decide, request) {
      return database.change(request, async (tx) => {
        const { next, events } = decide();
        await requireProducts(tx, next);
        await tx.query(sql.insert, collectionValues(next)).catch(slugTaken("collections_slug_key", next.slug));
        return { answer: next, events };
      });
    },
    change(collectionId, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(collectionId)]);
        if (row === undefined) throw notFound();
        const before = collectionFromRow(row);
        const { next, events } = decide(before);
        if (next.productIds !== before.productIds) await requireProducts(tx, next);
        if (next !== before) {
          await tx.query(sql.update, collectionValues(next)).catch(slugTaken("collections_slug_key", next.slug));
        }
        return { answer: next, events };
      });
    },
    async refit(productId) {
      if (await rules.exist())
        await database.change(undefined, async (tx) => answered(await refitProduct(tx, productId)));
    },
    async fill(size) {
      const waiting = await database.query(sql.anyToFill);
      return waiting.length > 0 && database.change(undefined, async (tx) => answered(await fillOne(tx, size)));
    },
  };
}

/**
 * Whether there is any rule, as it was half a second ago at most: new rules are not tried on products before that time has
 * passed twice over, so that a product of which nobody knew the rule is still found by it.
 */
function rememberedRules(database: Database<CollectionEvent>) {
  let known = { exist: true, until: 0 };
  return {
    async exist(): Promise<boolean> {
      const now = performance.now();
      if (now < known.until) return known.exist;
      const [row] = await database.query(sql.anyRule);
      known = { exist: row !== undefined, until: now + rememberedMs };
      return known.exist;
    },
  };
}

const rememberedMs = 500;

function answered<T>(answer: T) {
  return { answer, events: [] };
}

async function requireProducts(tx: Transaction, { productIds }: Collection): Promise<void> {
  if (productIds.length === 0) return;
  const rows = await tx.query(sql.countProducts, [productIds.map(uuidFromId)]);
  const found = new Set(rows.map(({ product_id }) => idFromUuid("prd", product_id)));
  const missing = productIds.find((productId) => !found.has(productId));
  if (missing !== undefined) throw refuse("PRODUCT_UNKNOWN", { metadata: { product_id: missing } });
}
