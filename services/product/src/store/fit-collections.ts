import { idFromUuid, uuidFromId } from "#mesh/kernel";
import { inColumns, type Transaction } from "#mesh/store";
import { type CollectionRule, fits } from "../domain/collection.ts";
import type { ProductId } from "../domain/product.ts";
import { ruleFromDocument } from "./collection-row.ts";
import * as sql from "./collection-statements.ts";
import { productFromRow } from "./product-row.ts";

/** Tries all rules on the product. It stays as it is until the end, and so do the rules that it enters or leaves. */
export async function refitProduct(tx: Transaction, productId: ProductId): Promise<void> {
  const product = uuidFromId(productId);
  const rules = await tx.query(sql.rules, [product]);
  if (rules.length === 0) return;
  const [row] = await tx.query(sql.holdProduct, [product]);
  if (row === undefined) return;
  const moved = rules
    .map(({ collection_id, rule, is_in }) => ({ collection_id, rule, is_in, fits: isFit(ruleFromDocument(rule), row) }))
    .filter((tried) => tried.fits !== tried.is_in)
    .map((tried) => [tried.collection_id, product, JSON.stringify(tried.rule), tried.fits]);
  if (moved.length > 0) await tx.query(sql.refit, inColumns(moved));
}

/** Tries one new rule on the next products; false if there is no new one. */
export async function fillOne(tx: Transaction, size: number): Promise<boolean> {
  const [filling] = await tx.query(sql.lockFilling);
  if (filling === undefined || filling.rule === null) return false;
  const { collection_id, rule, fill_after } = filling;
  const rows = await tx.query(sql.holdProducts, [fill_after, size]);
  const last = rows.at(-1)?.product_id;
  if (last !== undefined) {
    const found = await tx.query(sql.members, [collection_id, fill_after, last]);
    const members = new Set(found.map(({ product_id }) => product_id));
    const moved = rows
      .map((row) => ({ row, fits: isFit(ruleFromDocument(rule), row) }))
      .filter((tried) => tried.fits !== members.has(tried.row.product_id))
      .map((tried) => [collection_id, tried.row.product_id, JSON.stringify(rule), tried.fits]);
    if (moved.length > 0) await tx.query(sql.refit, inColumns(moved));
  }
  await tx.query(sql.advance, [collection_id, rows.length < size ? null : last]);
  return true;
}

function isFit(rule: CollectionRule, row: sql.PlacedRow): boolean {
  const categoryIds = new Set(row.category_ids.map((uuid) => idFromUuid("cat", uuid)));
  return row.state === "PUBLISHED" && fits(rule, productFromRow(row), categoryIds);
}
