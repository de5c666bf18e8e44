import type { FileBytes } from "./open-file.ts";

/** A physical line, its bytes read as latin1, without its ending. */
export interface LineOfFile {
  /** The first line is 1. */
  readonly number: number;
  readonly text: string;
}

/** Longer lines are cut to one letter more than this, so that no line fills the memory. */
export const longestLine = 2 ** 20;

/** The lines of a file, several at a time. A byte order mark is left out. */
export async function* readLines(bytes: FileBytes): AsyncGenerator<readonly LineOfFile[]> {
  let rest = "";
  let number = 0;
  const numbered = (text: string): LineOfFile => {
    number += 1;
    const start = number === 1 && text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    return { number, text: text.slice(start, text.endsWith("\r") ? -1 : undefined) };
  };
  for await (const chunk of bytes) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = (lines.pop() ?? "").slice(0, longestLine + 1);
    if (lines.length > 0) yield lines.map(numbered);
  }
  if (rest !== "") yield [numbered(rest)];
}
