import type { Id } from "#mesh/kernel";

/** One thing that is kept of a person. */
export interface PersonRecord {
  /** What it is, such as "orders". */
  readonly collection: string;
  /** JSON. */
  readonly document: string;
}

/** Finds everything there is of a person, for them to take along. */
export interface PersonRecords {
  read(userIds: readonly Id<"usr">[]): AsyncIterable<PersonRecord>;
}
