/** One thing that is wrong with one row of a file. */
export interface RowError {
  /** The line of the file the row begins on; the first is 1. */
  readonly line: number;
  /** Name of the column, or the path of a JSON field; empty if it is about the row as a whole. */
  readonly field: string;
  /** What stands there, shortened. */
  readonly value: string;
  /** What is wrong, and what is wanted. */
  readonly message: string;
}

const longest = 60;

/** Shortens the value; bytes that are not UTF-8 in it show as "�". */
export function rowError(line: number, field: string, value: string, message: string): RowError {
  const letters = [...Buffer.from(value.slice(0, longest * 5), "latin1").toString("utf8")];
  return {
    line,
    field,
    value: letters.length > longest ? `${letters.slice(0, longest).join("")}...` : letters.join(""),
    message,
  };
}
