import { type PersonRecords, uuidFromId } from "#mesh/kernel";
import type { Reader, Statement } from "./statement.ts";

/** By what there is of people, a statement that reads it of the users $1, a document of JSON a row. */
export type PersonCollections = Readonly<Record<string, Statement<{ readonly document: string }>>>;

/** What there is of a person, as the statements read it. */
export function personRecords(database: Reader, collections: PersonCollections): PersonRecords {
  return {
    async *read(userIds) {
      const users = [userIds.map(uuidFromId)];
      for (const [collection, sql] of Object.entries(collections)) {
        for (const { document } of await database.query(sql, users)) yield { collection, document };
      }
    },
  };
}
