import { type PersonErased, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers } from "#mesh/store";
import * as sql from "./person-statements.ts";

/** Messages in PostgreSQL: that there was one stays, to whom it went and what it was called goes. What waits is not sent. */
export function postgresPersonStore(database: Database<PersonErased>): PersonStore {
  return {
    erase: (erasure, _now, request) =>
      database.change(request, async (tx) => {
        const users = [erasure.userIds.map(uuidFromId)];
        await tx.query(sql.eraseMessages, users);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [personErased(erasure)] };
      }),
  };
}
