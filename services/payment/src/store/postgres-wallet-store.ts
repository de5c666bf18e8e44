import { toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { WalletStore } from "../app/wallet-ports.ts";
import type { PaymentEvent } from "../domain/payment.ts";
import { movedEvent, type WalletEvent } from "../domain/wallet.ts";
import { accountIdOf } from "./account-id.ts";
import { book } from "./book-transfer.ts";
import { entryFromRow, walletFromRow } from "./wallet-row.ts";
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
