import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

export interface ListIdentities extends PageQuery {
  readonly userId: UserId;
}

/** A page of the identities a user may sign in by, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listIdentities =
  ({ identities }: AuthPorts) =>
  (query: ListIdentities) => {
    const { userId } = query;
    const list = { name: "identities", filter: { userId }, key: idKey("idn") };
    return readPage(list, query, (after, size) => identities.page(userId, after, size));
  };
