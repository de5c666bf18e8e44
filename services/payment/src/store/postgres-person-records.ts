import { uuidFromId } from "#mesh/kernel";
import type { Reader } from "#mesh/store";
import type { PersonRecords } from "../app/person-records.ts";
import { collections } from "./person-record-statements.ts";

/** Rows as they are kept, under the names of their columns. */
export function postgresPersonRecords(database: Reader): PersonRecords {
  return {
    async *read(userIds) {
      const users = [userIds.map(uuidFromId)];
      for (const [collection, sql] of Object.entries(collections)) {
        for (const { document } of await database.query(sql, users)) yield { collection, document };
      }
    },
  };
}
