import type { Caller, RequestKey } from "#mesh/kernel";
import { newWishList, type WishList, type WishListContent } from "../domain/wish-list.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with INVALID_REQUEST, WISH_LISTS_FULL. */
export const createWishList =
  ({ wishLists, clock, ids }: UserPorts) =>
  async (caller: Caller, content: WishListContent, request?: RequestKey): Promise<WishList> =>
    wishLists.add(newWishList(content, signedInUser(caller), ids.next("wsh"), clock.now()), request);
