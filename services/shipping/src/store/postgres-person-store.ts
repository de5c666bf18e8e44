import { type PersonErased, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers } from "#mesh/store";
import * as sql from "./person-statements.ts";

/** Shipments in PostgreSQL: what was sent when stays. What is on its way is erased once it has arrived. */
export function postgresPersonStore(database: Database<PersonErased>): PersonStore {
  return {
    erase: (erasure, now, request) =>
      database.change(request, async (tx) => {
        const values = [erasure.userIds.map(uuidFromId), now >= erasure.deadlineTime];
        await tx.query(sql.eraseShipments, values);
        const [open] = await tx.query(sql.countOpen, values);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [personErased(erasure, open?.count)] };
      }),
  };
}
