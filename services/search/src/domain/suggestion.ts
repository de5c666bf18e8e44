import { editDistance } from "./edit-distance.ts";
import { wordsOf } from "./words.ts";

/** A query as far as it has been typed. */
export interface Begun {
  /** The words before the last one. */
  readonly words: readonly string[];
  /** What has been typed of the last word. */
  readonly last: string;
}

const mostWords = 8;

/** What has been typed; undefined if there is no word in it. */
export function begunQuery(query: string): Begun | undefined {
  const words = wordsOf(query).slice(0, mostWords);
  const last = words.at(-1);
  return last === undefined ? undefined : { words: words.slice(0, -1), last };
}

/** How many mistakes lie between what was typed and the beginning of the word; undefined if too many. */
export function mistakesIn(typed: string, word: string): number | undefined {
  const most = typed.length < 3 ? 0 : typed.length < 6 ? 1 : 2;
  const lengths = [-1, 0, 1].map((more) => typed.length + more).filter((length) => length > 0 && length <= word.length);
  const distances = [...lengths, word.length].map((length) => editDistance(typed, word.slice(0, length), most));
  const least = Math.min(...distances);
  return least > most ? undefined : least;
}
