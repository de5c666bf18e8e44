import { type PersonErased, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers } from "#mesh/store";
import * as sql from "./person-statements.ts";

/** The groups that people belong to and the promotions they used, in PostgreSQL. */
export function postgresPersonStore(database: Database<PersonErased>): PersonStore {
  return {
    erase: (erasure, _now, request) =>
      database.change(request, async (tx) => {
        const users = [erasure.userIds.map(uuidFromId)];
        await tx.query(sql.eraseMemberships, users);
        await tx.query(sql.eraseRedemptions, users);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [personErased(erasure)] };
      }),
  };
}
