import type { Clock, Ids, Page, RequestKey } from "#mesh/kernel";
import type { Transfer, UserId, Wallet, WalletEntry, WalletMove } from "../domain/wallet.ts";

/** What the use cases of wallets need. */
export interface WalletPorts {
  readonly wallets: WalletStore;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Keeps wallets, and what moved between them. */
export interface WalletStore {
  /** Moves money, once for its key, and gives the wallets it moved. Fails with WALLET_FUNDS_INSUFFICIENT. */
  transfer(transfer: Transfer, request: RequestKey | undefined): Promise<readonly WalletMove[]>;
  /** A person's wallets by currency, after the one of the key. */
  page(userId: UserId, after: string | undefined, size: number): Promise<Page<Wallet, string>>;
  /** A wallet's entries, the last first, before the one of that number. */
  entries(
    userId: UserId,
    currencyCode: string,
    before: number | undefined,
    size: number,
  ): Promise<Page<WalletEntry, number>>;
}

/** Who has an account with the market. */
export interface Accounts {
  isKnown(userId: UserId): Promise<boolean>;
}
