import type { Caller, RequestKey } from "#mesh/kernel";
import type { WishListId } from "../domain/ids.ts";
import { changeWishList, type WishList, type WishListContent } from "../domain/wish-list.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

export interface UpdateWishList {
  readonly wishListId: WishListId;
  readonly change: Partial<WishListContent>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Fails with RESOURCE_NOT_FOUND, INVALID_REQUEST, ETAG_MISMATCH. */
export const updateWishList =
  ({ wishLists, clock }: UserPorts) =>
  async (caller: Caller, { wishListId, change, etag, request }: UpdateWishList): Promise<WishList> => {
    const decide = (list: WishList) => changeWishList(list, change, etag, clock.now());
    return wishLists.change(signedInUser(caller), wishListId, decide, request);
  };
