import { isCurrency, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { UserId, Wallet } from "../domain/wallet.ts";
import type { WalletPorts } from "./wallet-ports.ts";

export interface ListWallets extends PageQuery {
  readonly userId: UserId;
}

/** A person's wallets, by currency. Fails with PAGE_TOKEN_INVALID. */
export const listWallets =
  ({ wallets }: WalletPorts) =>
  ({ userId, ...query }: ListWallets): Promise<{ items: readonly Wallet[]; nextPageToken: string }> =>
    readPage({ name: "wallets", filter: { userId }, key }, query, (after, size) => wallets.page(userId, after, size));

const key: PageKey<string> = {
  encode: (currencyCode) => [currencyCode],
  decode: ([currencyCode = "", ...more]) => (more.length === 0 && isCurrency(currencyCode) ? currencyCode : undefined),
};
