import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { ApiKey } from "../domain/api-key.ts";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

export interface ListApiKeys extends PageQuery {
  readonly userId: UserId;
}

/** A page of a user's keys that were not revoked, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listApiKeys =
  ({ apiKeys }: AuthPorts) =>
  (query: ListApiKeys): Promise<{ readonly items: readonly ApiKey[]; readonly nextPageToken: string }> => {
    const { userId } = query;
    const list = { name: "api keys", filter: { userId }, key: idKey("key") };
    return readPage(list, query, (after, size) => apiKeys.page(userId, after, size));
  };
