import { toPage, uuidFromId } from "#mesh/kernel";
import { type Database, type Transaction, violates } from "#mesh/store";
import type { WalletStore } from "../app/wallet-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { PaymentEvent } from "../domain/payment.ts";
import { movedEvent, type Transfer, type WalletEvent, type WalletMove } from "../domain/wallet.ts";
import { accountIdOf } from "./account-id.ts";
import { entryFromRow, moveFromRow, sidesOf, walletFromRow } from "./wallet-row.ts";
import * as sql from "./wallet-statements.ts";

const beyondAll = 2n ** 63n - 1n;

/** Wallets in PostgreSQL, whose rules and not this code keep the books balanced. */
export function postgresWalletStore(database: Database<PaymentEvent | WalletEvent>): WalletStore {
  return {
    transfer: (transfer, request) =>
      database.change(request, async (tx) => {
        const moves = await book(tx, transfer);
        return { answer: moves, events: moves.map(movedEvent) };
      }),
    async page(userId, after, size) {
      const rows = await database.query(sql.page, [uuidFromId(userId), after ?? "", size + 1]);
      return toPage(rows.map(walletFromRow), size, ({ balance }) => balance.currencyCode);
    },
    async entries(userId, currencyCode, before, size) {
      const account = accountIdOf(userId, currencyCode);
      const rows = await database.query(sql.entries, [account, before ?? beyondAll, size + 1]);
      const items = rows.map((row) => entryFromRow(row, currencyCode));
      return toPage(items, size, ({ number }) => number);
    },
  };
}

async function book(tx: Transaction, transfer: Transfer): Promise<readonly WalletMove[]> {
  const { transferId, kind, createTime, note, amount } = transfer;
  const sides = sidesOf(transfer);
  const accounts = sides.map(({ userId }) => accountIdOf(userId, amount.currencyCode));
  const owners = sides.map(({ userId }) => (userId === undefined ? null : uuidFromId(userId)));
  await tx.query(sql.openAccounts, [accounts, owners, amount.currencyCode]);
  const amounts = sides.map((side) => side.amount);
  try {
    const rows = await tx.query(sql.book, [uuidFromId(transferId), kind, createTime, note, accounts, amounts]);
    return rows.map((row) => moveFromRow(row, transfer));
  } catch (error) {
    if (!violates(error, "ledger_accounts_not_negative")) throw error;
    throw refuse("WALLET_FUNDS_INSUFFICIENT", { metadata: { currency_code: amount.currencyCode } });
  }
}
