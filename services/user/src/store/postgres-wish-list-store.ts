import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Statement, Transaction } from "#mesh/store";
import type { WishListStore } from "../app/ports.ts";
import type { UserEvent } from "../domain/events.ts";
import type { UserId, WishListId } from "../domain/ids.ts";
import { mostWishLists, type WishList, wishListChanged, wishListsFull } from "../domain/wish-list.ts";
import * as itemSql from "./wish-list-item-statements.ts";
import { itemFromRow, itemValues, type WishListRow, wishListFromRow, wishListValues } from "./wish-list-row.ts";
import * as sql from "./wish-list-statements.ts";

/** Wish lists in PostgreSQL: a row a person, which counts the lists, a row a list, which counts its items, and one an item. */
export function postgresWishListStore(database: Database<UserEvent>): WishListStore {
  return {
    async find(reader, wishListId) {
      const [row] = await database.query(sql.find, [uuidFromId(reader), uuidFromId(wishListId)]);
      return row && wishListFromRow(row);
    },
    async page(userId, after, size) {
      const before = after === undefined ? null : uuidFromId(after);
      const rows = await database.query(sql.page, [uuidFromId(userId), before, size + 1]);
      return toPage(rows.map(wishListFromRow), size, ({ wishListId }) => wishListId);
    },
    async items(reader, wishListId, before, size) {
      const values = [uuidFromId(reader), uuidFromId(wishListId), before ?? null, size + 1];
      const rows = await database.query(itemSql.page, values);
      const [first] = rows;
      if (first === undefined) return undefined;
      const items = rows.flatMap((row) => (row.variant_id === null ? [] : [itemFromRow(row)]));
      return { ...toPage(items, size, ({ number }) => number), ownerId: idFromUuid("usr", first.owner_id) };
    },
    add: (list, request) =>
      database.change(request, async (tx) => {
        const [owner] = await tx.query(sql.makeRoom, [uuidFromId(list.userId)]);
        if (owner === undefined) throw wishListsFull();
        await tx.query(sql.insert, wishListValues(list));
        return { answer: list, events: [wishListChanged(list)] };
      }),
    change: (userId, wishListId, decide, request) =>
      database.change(request, async (tx) => {
        const before = await lock(tx, sql.lock, userId, wishListId);
        const next = decide(before);
        if (next === before) return { answer: next, events: [] };
        await tx.query(sql.update, [uuidFromId(wishListId), next.version, next.name, next.shared, next.updateTime]);
        return { answer: next, events: [wishListChanged(next)] };
      }),
    remove: (userId, wishListId, request) =>
      database.change(request, async (tx) => {
        const list = await lock(tx, sql.lockToRemove, userId, wishListId);
        await tx.query(sql.remove, [uuidFromId(userId), uuidFromId(wishListId)]);
        return { answer: undefined, events: [wishListChanged({ ...list, version: list.version + 1 })] };
      }),
    keepItem: (userId, wishListId, variantId, decide, request) =>
      database.change(request, async (tx) => {
        const before = await lock(tx, sql.lock, userId, wishListId);
        const [row] = await tx.query(itemSql.find, [uuidFromId(wishListId), uuidFromId(variantId)]);
        const { list, item } = decide(before, row && itemFromRow(row));
        if (list === before) return { answer: item, events: [] };
        await tx.query(itemSql.keep, [...itemValues(wishListId, item), list.version, list.itemCount]);
        return { answer: item, events: [wishListChanged(list)] };
      }),
    removeItem: (userId, wishListId, variantId, now, request) =>
      database.change(request, async (tx) => {
        const list = await lock(tx, sql.lock, userId, wishListId);
        const [row] = await tx.query(itemSql.remove, [uuidFromId(wishListId), uuidFromId(variantId), now]);
        if (row === undefined) throw notFound();
        return { answer: undefined, events: [wishListChanged({ ...list, version: Number(row.version) })] };
      }),
    takeOver: (guestId, userId, now, request) =>
      database.change(request, async (tx) => {
        const [from] = await tx.query(sql.lockOwner, [uuidFromId(guestId)]);
        const [to] = from && from.size > 0 ? await tx.query(sql.openOwner, [uuidFromId(userId)]) : [];
        if (to === undefined) return { answer: undefined, events: [] };
        const values = [uuidFromId(guestId), uuidFromId(userId), mostWishLists - to.size, now];
        return { answer: undefined, events: (await tx.query(sql.takeOver, values)).map(changeOf) };
      }),
  };
}

function changeOf({ wish_list_id, user_id, version }: Pick<WishListRow, "wish_list_id" | "user_id" | "version">) {
  const wishListId = idFromUuid("wsh", wish_list_id);
  return wishListChanged({ wishListId, userId: idFromUuid("usr", user_id), version: Number(version) });
}

async function lock(
  tx: Transaction,
  statement: Statement<WishListRow>,
  userId: UserId,
  wishListId: WishListId,
): Promise<WishList> {
  const [row] = await tx.query(statement, [uuidFromId(userId), uuidFromId(wishListId)]);
  if (row === undefined) throw notFound();
  return wishListFromRow(row);
}
