import { type Caller, notFound, numberKey, type PageQuery, readPage } from "#mesh/kernel";
import type { WishListId } from "../domain/ids.ts";
import { type WishListItem, withoutNote } from "../domain/wish-list-item.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface ListWishListItems extends PageQuery {
  readonly wishListId: WishListId;
}

/** Of a list of the caller's, or one that is shared. Fails with RESOURCE_NOT_FOUND, PAGE_TOKEN_INVALID. */
export const listWishListItems =
  ({ wishLists }: UserPorts) =>
  async (
    caller: Caller,
    { wishListId, ...query }: ListWishListItems,
  ): Promise<{ items: readonly WishListItem[]; nextPageToken: string }> => {
    const reader = signedInUser(caller);
    const list = { name: "wish_list_items", filter: { wishListId }, key: numberKey };
    return readPage(list, query, async (before, size) => {
      const found = await wishLists.items(reader, wishListId, before, size);
      if (found === undefined) throw notFound();
      return found.ownerId === reader ? found : { ...found, items: found.items.map(withoutNote) };
    });
  };
