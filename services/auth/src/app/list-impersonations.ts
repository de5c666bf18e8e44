import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { Impersonation } from "../domain/impersonation.ts";
import type { AuthPorts } from "./ports.ts";

export interface ListImpersonations extends PageQuery {
  /** Left out, of all users. */
  readonly userId?: UserId | undefined;
}

/** A page of who acted for whom, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listImpersonations =
  ({ impersonations }: AuthPorts) =>
  (
    query: ListImpersonations,
  ): Promise<{ readonly items: readonly Impersonation[]; readonly nextPageToken: string }> => {
    const { userId } = query;
    const list = { name: "impersonations", filter: { userId: userId ?? "" }, key: idKey("ses") };
    return readPage(list, query, (after, size) => impersonations.page(userId, after, size));
  };
