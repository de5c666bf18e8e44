import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { CategoryStore } from "../app/ports.ts";
import type { CategoryEvent, CategoryId } from "../domain/category.ts";
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
    create(decide, request) {
      return database.change(request, async (tx) => {
        const { next, events } = decide();
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
        return { answer: next, events };
      });
    },
  };
}
