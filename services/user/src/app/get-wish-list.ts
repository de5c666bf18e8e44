import { type Caller, notFound } from "#mesh/kernel";
import type { WishListId } from "../domain/ids.ts";
import { type ReadWishList, wishListFor } from "../domain/wish-list.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** A list of the caller's, or one that is shared. Fails with RESOURCE_NOT_FOUND. */
export const getWishList =
  ({ wishLists }: UserPorts) =>
  async (caller: Caller, wishListId: WishListId): Promise<ReadWishList> => {
    const reader = signedInUser(caller);
    const list = await wishLists.find(reader, wishListId);
    if (list === undefined) throw notFound();
    return wishListFor(reader, list);
  };
