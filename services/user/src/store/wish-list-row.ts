import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { WishListId } from "../domain/ids.ts";
import type { WishList } from "../domain/wish-list.ts";
import type { WishListItem } from "../domain/wish-list-item.ts";

/** A row of `wish_lists`. */
export interface WishListRow {
  readonly wish_list_id: string;
  readonly user_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly shared: boolean;
  readonly item_count: number;
  readonly create_time: Date;
  readonly update_time: Date;
}

/** A row of `wish_list_items`, but for the list. */
export interface ItemRow {
  readonly variant_id: string;
  readonly number: bigint;
  readonly quantity: number;
  readonly note: string;
  readonly create_time: Date;
  readonly update_time: Date;
}

export function wishListFromRow(row: WishListRow): WishList {
  return {
    wishListId: idFromUuid("wsh", row.wish_list_id),
    userId: idFromUuid("usr", row.user_id),
    version: Number(row.version),
    name: row.name,
    shared: row.shared,
    itemCount: row.item_count,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function wishListValues(list: WishList): readonly unknown[] {
  const { wishListId, userId, version, name, shared, itemCount, createTime, updateTime } = list;
  return [uuidFromId(wishListId), uuidFromId(userId), version, name, shared, itemCount, createTime, updateTime];
}

export function itemFromRow(row: ItemRow): WishListItem {
  return {
    variantId: idFromUuid("var", row.variant_id),
    number: Number(row.number),
    quantity: row.quantity,
    note: row.note,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function itemValues(wishListId: WishListId, item: WishListItem): readonly unknown[] {
  const { variantId, number, quantity, note, createTime, updateTime } = item;
  return [uuidFromId(wishListId), uuidFromId(variantId), number, quantity, note, createTime, updateTime];
}
