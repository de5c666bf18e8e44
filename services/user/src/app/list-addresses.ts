import { type Caller, idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { UserAddress } from "../domain/user-address.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The caller's addresses, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listAddresses =
  ({ addresses }: UserPorts) =>
  async (caller: Caller, query: PageQuery): Promise<{ items: readonly UserAddress[]; nextPageToken: string }> => {
    const userId = signedInUser(caller);
    const list = { name: "addresses", filter: { userId }, key: idKey("adr") };
    return readPage(list, query, (after, size) => addresses.page(userId, after, size));
  };
