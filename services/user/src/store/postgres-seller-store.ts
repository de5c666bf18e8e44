import { toPage, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { SellerStore } from "../app/seller-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { UserEvent } from "../domain/events.ts";
import { sellerFromRow, sellerValues } from "./seller-row.ts";
import * as sql from "./seller-statements.ts";

/** Sellers in PostgreSQL, a row each. */
export function postgresSellerStore(database: Database<UserEvent>): SellerStore {
  return {
    async find(userId) {
      const [row] = await database.query(sql.find, [uuidFromId(userId)]);
      return row && sellerFromRow(row);
    },
    async findBySlug(slug) {
      const [row] = await database.query(sql.findBySlug, [slug]);
      return row && sellerFromRow(row);
    },
    async page(after, size) {
      const rows = await database.query(sql.page, [after === undefined ? null : uuidFromId(after), size + 1]);
      return toPage(rows.map(sellerFromRow), size, ({ userId }) => userId);
    },
    change: (userId, decide, request) =>
      database.change(request, async (tx) => {
        await tx.query(sql.lock, [uuidFromId(userId)]);
        const [row] = await tx.query(sql.find, [uuidFromId(userId)]);
        const { next, events } = decide(row && sellerFromRow(row));
        if (events.length > 0) await tx.query(sql.keep, sellerValues(next)).catch(slugTaken);
        return { answer: next, events };
      }),
  };
}

function slugTaken(error: unknown): never {
  throw violates(error, "sellers_slug_key") ? refuse("SELLER_SLUG_TAKEN", { cause: error }) : error;
}
