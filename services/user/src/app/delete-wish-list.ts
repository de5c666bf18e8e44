import type { Caller, RequestKey } from "#mesh/kernel";
import type { WishListId } from "../domain/ids.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with RESOURCE_NOT_FOUND, for those that others share too. */
export const deleteWishList =
  ({ wishLists }: UserPorts) =>
  async (caller: Caller, wishListId: WishListId, request?: RequestKey): Promise<void> =>
    wishLists.remove(signedInUser(caller), wishListId, request);
