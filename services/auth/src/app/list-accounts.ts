import { isId, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import { type Account, normalEmail } from "../domain/account.ts";
import type { AccountKey, AuthPorts } from "./ports.ts";

export interface ListAccounts extends PageQuery {
  /** Empty for all. */
  readonly email: string;
}

const accountKey: PageKey<AccountKey> = {
  encode: ({ createTime, userId }) => [createTime.toISOString(), userId],
  decode([time, userId, ...more]) {
    if (time === undefined || userId === undefined || more.length > 0) return undefined;
    const createTime = new Date(time);
    return isId("usr", userId) && !Number.isNaN(createTime.getTime()) ? { createTime, userId } : undefined;
  },
};

/** A page of accounts, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listAccounts =
  ({ accounts }: AuthPorts) =>
  (query: ListAccounts): Promise<{ readonly items: readonly Account[]; readonly nextPageToken: string }> => {
    const email = normalEmail(query.email);
    return readPage({ name: "accounts", filter: { email }, key: accountKey }, query, async (after, size) => {
      if (email === "") return accounts.page(after, size);
      const account = await accounts.findByEmail(email);
      return { items: account === undefined || after !== undefined ? [] : [account] };
    });
  };
