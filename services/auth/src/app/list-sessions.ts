import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { ListedSession } from "../domain/session.ts";
import type { AuthPorts } from "./ports.ts";

export interface ListSessions extends PageQuery {
  readonly userId: UserId;
}

/** A page of a user's sessions that last, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listSessions =
  ({ sessionList, clock }: AuthPorts) =>
  (query: ListSessions): Promise<{ readonly items: readonly ListedSession[]; readonly nextPageToken: string }> => {
    const { userId } = query;
    const list = { name: "sessions", filter: { userId }, key: idKey("ses") };
    return readPage(list, query, (after, size) => sessionList.page(userId, after, size, clock.now()));
  };
