import { idFromUuid } from "#mesh/kernel";
import type { Transfer, TransferKind, UserId, Wallet, WalletEntry, WalletMove } from "../domain/wallet.ts";

/** A wallet's row of `ledger_accounts`. */
export interface WalletRow {
  readonly account_id: string;
  readonly user_id: string;
  readonly currency_code: string;
  readonly balance: bigint;
}

/** What a booking did to a wallet. */
export interface MoveRow extends Omit<WalletRow, "balance"> {
  readonly amount: bigint;
  readonly balance_after: bigint;
  readonly number: bigint;
}

/** A wallet's row of `ledger_entries`, with what its transfer says. */
export interface EntryRow {
  readonly transfer_id: string;
  readonly number: bigint;
  readonly kind: string;
  readonly amount: bigint;
  readonly balance_after: bigint;
  readonly note: string;
  readonly create_time: Date;
}

export function walletFromRow(row: WalletRow): Wallet {
  return {
    walletId: idFromUuid("wal", row.account_id),
    userId: idFromUuid("usr", row.user_id),
    balance: { currencyCode: row.currency_code, minorUnits: row.balance },
  };
}

export function entryFromRow(row: EntryRow, currencyCode: string): WalletEntry {
  return {
    transferId: idFromUuid("trf", row.transfer_id),
    number: Number(row.number),
    kind: row.kind as TransferKind,
    amount: { currencyCode, minorUnits: row.amount },
    balanceAfter: { currencyCode, minorUnits: row.balance_after },
    note: row.note,
    createTime: row.create_time,
  };
}

export function moveFromRow(row: MoveRow, { transferId, kind, note, createTime }: Transfer): WalletMove {
  const wallet = walletFromRow({ ...row, balance: row.balance_after });
  const amount = { ...wallet.balance, minorUnits: row.amount };
  const number = Number(row.number);
  return { wallet, entry: { transferId, number, kind, amount, balanceAfter: wallet.balance, note, createTime } };
}

/** Both sides of a transfer: what comes to each user, undefined being the market. */
export function sidesOf({ from, to, amount }: Transfer): readonly { userId: UserId | undefined; amount: bigint }[] {
  return [
    { userId: from, amount: -amount.minorUnits },
    { userId: to, amount: amount.minorUnits },
  ];
}
