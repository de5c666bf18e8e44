import { type PersonErased, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers } from "#mesh/store";
import * as sql from "./person-statements.ts";

/** People in PostgreSQL: profile, addresses and wish lists go; consents stay, for they prove what was agreed to and name nobody. */
export function postgresPersonStore(database: Database<PersonErased>): PersonStore {
  return {
    erase: (erasure, now, request) =>
      database.change(request, async (tx) => {
        const users = [erasure.userIds.map(uuidFromId)];
        await tx.query(sql.eraseProfiles, users);
        await tx.query(sql.eraseAddresses, users);
        await tx.query(sql.eraseAddressBooks, users);
        await tx.query(sql.eraseWishLists, users);
        await tx.query(sql.eraseWishListOwners, users);
        await tx.query(sql.eraseSellers, users);
        await tx.query(sql.endExports, [...users, now]);
        await tx.query(sql.eraseExported, users);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [personErased(erasure)] };
      }),
  };
}
