import { uuidFromId } from "#mesh/kernel";
import { type Transaction, violates } from "#mesh/store";
import { refuse } from "../domain/errors.ts";
import type { Transfer, WalletMove } from "../domain/wallet.ts";
import { accountIdOf } from "./account-id.ts";
import { moveFromRow, sidesOf } from "./wallet-row.ts";
import * as sql from "./wallet-statements.ts";

/** Moves money in the ledger, and gives what it did to wallets. Fails with WALLET_FUNDS_INSUFFICIENT. */
export async function book(tx: Transaction, transfer: Transfer): Promise<readonly WalletMove[]> {
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
