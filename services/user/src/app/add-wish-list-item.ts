import type { Caller, RequestKey } from "#mesh/kernel";
import type { WishListId } from "../domain/ids.ts";
import type { WishList } from "../domain/wish-list.ts";
import { keepWish, type Wish, type WishListItem } from "../domain/wish-list-item.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface AddWishListItem {
  readonly wishListId: WishListId;
  readonly wish: Wish;
  readonly request?: RequestKey | undefined;
}

/** Fails with RESOURCE_NOT_FOUND, WISH_LIST_FULL. */
export const addWishListItem =
  ({ wishLists, clock }: UserPorts) =>
  async (caller: Caller, { wishListId, wish, request }: AddWishListItem): Promise<WishListItem> => {
    const decide = (list: WishList, known?: WishListItem) => keepWish(list, known, wish, clock.now());
    return wishLists.keepItem(signedInUser(caller), wishListId, wish.variantId, decide, request);
  };
