import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { CategoryStore } from "../app/ports.ts";
import type { Category, CategoryEvent, CategoryId } from "../domain/category.ts";
import { refuse } from "../domain/errors.ts";
import { categoryFromRow, categoryValues } from "./category-row.ts";
import * as sql from "./category-statements.ts";
import { slugTaken } from "./slug-taken.ts";

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Categories in PostgreSQL, a row each. */
export function postgresCategoryStore(database: Database<CategoryEvent>): CategoryStore {
  const findMany = async (categoryIds: readonly CategoryId[]) =>
    (await database.query(sql.findMany, [categoryIds.map(uuidFromId)])).map(categoryFromRow);
  return {
    findMany,
    async find(categoryId) {
      return (await findMany([categoryId]))[0];
    },
    async page(parentId, after, size) {
      const from = after === undefined ? beforeAll : uuidFromId(after);
      const rows =
        parentId === undefined
          ? await database.query(sql.page, [from, size + 1])
          : await database.query(sql.pageOfParent, [from, size + 1, uuidFromId(parentId)]);
      return toPage(rows.map(categoryFromRow), size, ({ categoryId }) => categoryId);
    },
    async findBySlug(slug) {
      const [row] = await database.query(sql.findBySlug, [slug]);
      return row && { found: categoryFromRow(row), moved: row.moved };
    },
    create(parentId, decide, request) {
      return database.change(request, async (tx) => {
        await tx.query(sql.lockTree);
        const { next, events } = decide(await findParent(tx, parentId));
        await tx.query(sql.insert, categoryValues(next)).catch(slugTaken("categories_slug_key", next.slug));
        return { answer: next, events };
      });
    },
    change(categoryId, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(categoryId)]);
        if (row === undefined) throw notFound();
        const before = categoryFromRow(row);
        const { next, events } = decide(before);
        if (next !== before) {
          await tx.query(sql.update, categoryValues(next)).catch(slugTaken("categories_slug_key", next.slug));
        }
        if (next.slug !== before.slug) await tx.query(sql.keepFormerSlug, [before.slug, uuidFromId(categoryId)]);
        return { answer: next, events };
      });
    },
    move(categoryId, parentId, decide, request) {
      return database.change(request, async (tx) => {
        await tx.query(sql.lockTree);
        const subtree = (await tx.query(sql.lockSubtree, [uuidFromId(categoryId)])).map(categoryFromRow);
        const before = subtree.find((category) => category.categoryId === categoryId);
        if (before === undefined) throw notFound();
        const deepest = Math.max(...subtree.map(({ path }) => path.length));
        const levels = deepest - before.path.length + 1;
        const { next, events } = decide(before, await findParent(tx, parentId), levels);
        if (next !== before) await moveSubtree(tx, before, next);
        return { answer: next, events };
      });
    },
  };
}

async function findParent(tx: Transaction, parentId: CategoryId | undefined): Promise<Category | undefined> {
  if (parentId === undefined) return undefined;
  const [row] = await tx.query(sql.findMany, [[uuidFromId(parentId)]]);
  if (row === undefined) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: parentId } });
  return categoryFromRow(row);
}

/** As many statements however large the subtree is; the rows written are its categories and what its products gain and lose. */
async function moveSubtree(tx: Transaction, before: Category, next: Category): Promise<void> {
  const categoryId = uuidFromId(next.categoryId);
  const added = next.path.filter((above) => !before.path.includes(above)).map(uuidFromId);
  const removed = before.path.filter((above) => !next.path.includes(above)).map(uuidFromId);
  await tx.query(sql.update, categoryValues(next));
  await tx.query(sql.moveBelow, [categoryId, next.path.map(uuidFromId), before.path.length]);
  if (added.length > 0) await tx.query(sql.addAbove, [categoryId, added]);
  if (removed.length > 0) await tx.query(sql.removeAbove, [categoryId, removed]);
}
