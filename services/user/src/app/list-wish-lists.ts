import { type Caller, idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { WishList } from "../domain/wish-list.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The caller's lists, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listWishLists =
  ({ wishLists }: UserPorts) =>
  async (caller: Caller, query: PageQuery): Promise<{ items: readonly WishList[]; nextPageToken: string }> => {
    const userId = signedInUser(caller);
    const list = { name: "wish_lists", filter: { userId }, key: idKey("wsh") };
    return readPage(list, query, (after, size) => wishLists.page(userId, after, size));
  };
