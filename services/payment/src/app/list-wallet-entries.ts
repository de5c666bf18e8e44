import { type Caller, numberKey, type PageQuery, readPage } from "#mesh/kernel";
import type { WalletEntry } from "../domain/wallet.ts";
import { customerOf } from "./customer.ts";
import type { WalletPorts } from "./wallet-ports.ts";

export interface ListWalletEntries extends PageQuery {
  readonly currencyCode: string;
}

/** What moved in the caller's wallet, the last first. Fails with PAGE_TOKEN_INVALID. */
export const listWalletEntries =
  ({ wallets }: WalletPorts) =>
  async (caller: Caller, { currencyCode, ...query }: ListWalletEntries) => {
    const userId = customerOf(caller);
    const list = { name: "wallet_entries", filter: { userId, currencyCode }, key: numberKey };
    const read = (before: number | undefined, size: number) => wallets.entries(userId, currencyCode, before, size);
    return readPage<WalletEntry, number>(list, query, read);
  };
