import { type PersonErased, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers } from "#mesh/store";
import * as sql from "./person-statements.ts";

/** Payments and wallets in PostgreSQL: amounts, the ledger and the provider's references stay. */
export function postgresPersonStore(database: Database<PersonErased>): PersonStore {
  return {
    erase: (erasure, _now, request) =>
      database.change(request, async (tx) => {
        const users = [erasure.userIds.map(uuidFromId)];
        await tx.query(sql.erasePayments, users);
        await tx.query(sql.eraseNotes, users);
        const [open] = await tx.query(sql.countOpen, users);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [personErased(erasure, open?.count)] };
      }),
  };
}
