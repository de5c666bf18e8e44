import { notFound } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

export const getAccount =
  ({ accounts }: AuthPorts) =>
  async (userId: UserId): Promise<Account> => {
    const account = await accounts.find(userId);
    if (account === undefined) throw notFound();
    return account;
  };
