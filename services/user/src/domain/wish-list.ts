import { type DomainEvent, invalid, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { UserId, WishListId } from "./ids.ts";

/** The most that a person has. */
export const mostWishLists = 50;

/** What a person says of a list. */
export interface WishListContent {
  readonly name: string;
  /** True if whoever is signed in and knows its id may read it. */
  readonly shared: boolean;
}

export interface WishList extends WishListContent {
  readonly wishListId: WishListId;
  readonly userId: UserId;
  readonly itemCount: number;
  /** Counted from 1, with each change of the list or an item; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

/** A list as somebody reads it: only its owner is told whose it is. */
export interface ReadWishList extends Omit<WishList, "userId"> {
  readonly userId: UserId | "";
}

/** Key: the list; version: that of the list. */
export interface WishListChanged extends DomainEvent {
  readonly type: "WishListChanged";
  readonly userId: UserId;
}

/** Fails with INVALID_REQUEST. */
export function newWishList(content: WishListContent, userId: UserId, wishListId: WishListId, now: Date): WishList {
  checkName(content.name);
  return { ...content, wishListId, userId, itemCount: 0, version: 1, createTime: now, updateTime: now };
}

/**
 * The list with the change; the same object if it changes nothing. An empty etag fits any version. Fails with
 * INVALID_REQUEST, ETAG_MISMATCH.
 */
export function changeWishList(list: WishList, change: Partial<WishListContent>, etag: string, now: Date): WishList {
  if (etag !== "" && etag !== String(list.version)) throw refuseShared("ETAG_MISMATCH");
  const { name = list.name, shared = list.shared } = change;
  checkName(name);
  if (name === list.name && shared === list.shared) return list;
  return { ...list, name, shared, version: list.version + 1, updateTime: now };
}

export function wishListFor(reader: UserId, list: WishList): ReadWishList {
  return list.userId === reader ? list : { ...list, userId: "" };
}

export function wishListChanged({
  wishListId,
  userId,
  version,
}: Pick<WishList, "wishListId" | "userId" | "version">): WishListChanged {
  return { type: "WishListChanged", key: wishListId, version, userId };
}

export function wishListsFull(): Error {
  return refuse("WISH_LISTS_FULL", { metadata: { limit: String(mostWishLists) } });
}

function checkName(name: string): void {
  if (name.trim() === "") throw invalid({ field: "wish_list.name", description: "must say something" });
}
