import { refuse } from "./errors.ts";
import type { VariantId } from "./ids.ts";
import type { WishList } from "./wish-list.ts";

/** The most that a list holds. */
export const mostWishListItems = 500;

/** What a person says of a variant that they wish for. */
export interface Wish {
  readonly variantId: VariantId;
  readonly quantity: number;
  /** For the owner alone. */
  readonly note: string;
}

export interface WishListItem extends Wish {
  /** The version that the list got when this was added: later ones have higher numbers. */
  readonly number: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

/** A list, and an item of it. */
export interface WishedItem {
  readonly list: WishList;
  readonly item: WishListItem;
}

/**
 * The list with the wish, which takes the place of the item of that variant, if there is one; the same list if that
 * changes nothing. Fails with WISH_LIST_FULL.
 */
export function keepWish(list: WishList, known: WishListItem | undefined, wish: Wish, now: Date): WishedItem {
  if (known !== undefined && known.quantity === wish.quantity && known.note === wish.note) return { list, item: known };
  if (known === undefined && list.itemCount >= mostWishListItems) throw wishListFull();
  const version = list.version + 1;
  const itemCount = known === undefined ? list.itemCount + 1 : list.itemCount;
  const { number, createTime } = known ?? { number: version, createTime: now };
  return {
    list: { ...list, itemCount, version, updateTime: now },
    item: { ...wish, number, createTime, updateTime: now },
  };
}

/** The item as anybody reads it. */
export function withoutNote(item: WishListItem): WishListItem {
  return { ...item, note: "" };
}

function wishListFull(): Error {
  return refuse("WISH_LIST_FULL", { metadata: { limit: String(mostWishListItems) } });
}
