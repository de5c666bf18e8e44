import type { JsonValue } from "@bufbuild/protobuf";

/** Stands in the words of a message for a value that is made as if the field were not named. */
export const made = "*";

export type WordsOfMessage = Readonly<Record<string, JsonValue>>;

/**
 * What examples say, where the contract alone would say little. Fields are called by their JSON names. In requests a
 * message that has words holds only what they name; in answers all else is made. `null` leaves a field unset.
 */
export interface ExampleWords {
  /** By the name of a field, in whatever message it stands; for one element if the field is a list. */
  readonly fields: WordsOfMessage;
  /** By the full name of a message. */
  readonly messages: Readonly<Record<string, WordsOfMessage>>;
}

export const noWords: ExampleWords = { fields: {}, messages: {} };
