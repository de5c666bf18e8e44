import { type Correction, correctionsOf } from "./corrections.ts";
import type { CategoryId } from "./indexed-product.ts";
import type { TypedQuery } from "./typed-query.ts";
import type { KnownWord, Vocabulary } from "./vocabulary.ts";
import { isCode } from "./words.ts";

/** Stems that have to be there together. */
export type Stems = readonly string[];

/** One word of a query: what it says, or may say. */
export interface Wanted {
  /** What was typed, or what it is most likely to mean; one of them suffices. */
  readonly best: readonly Stems[];
  /** What else it may mean. */
  readonly others: readonly Stems[];
  /** Categories of that name. */
  readonly categoryIds: readonly CategoryId[];
  /** Codes that are there as a whole, or begin like this. */
  readonly codes: readonly string[];
  /** How much the word tells: the rarer the more; above zero. */
  readonly weight: number;
  /** True for words such as "the", which products need not have. */
  readonly isOptional: boolean;
}

export interface Understood {
  /** At most ten, in their order; words that nothing in the index resembles are left out. */
  readonly wanted: readonly Wanted[];
  /** The query with spelling mistakes corrected; empty if there were none. */
  readonly corrected: string;
}

const mostWanted = 10;
const stopWeight = 0.2;

/** What a query means in an index of this vocabulary. */
export function understand(typed: TypedQuery, vocabulary: Vocabulary): Understood {
  const read = typed.words.map((word) => readWord(word, typed, vocabulary));
  const wanted = heaviest(read.flatMap(({ wanted }) => wanted ?? []));
  const isAllOptional = wanted.every(({ isOptional }) => isOptional);
  const isCorrected = read.some(({ text }, index) => text !== typed.words[index]);
  return {
    wanted: isAllOptional ? wanted.map((word) => ({ ...word, isOptional: false })) : wanted,
    corrected: isCorrected ? read.map(({ text }) => text).join(" ") : "",
  };
}

interface ReadWord {
  readonly text: string;
  readonly wanted?: Wanted;
}

function readWord(word: string, typed: TypedQuery, vocabulary: Vocabulary): ReadWord {
  const known = vocabulary.known.get(word) ?? [];
  const whole = typed.joined.filter(({ parts }) => parts.includes(word));
  const joined = whole.flatMap((one) => vocabulary.known.get(one.word) ?? []);
  const typedWhole = whole.filter(({ isTyped }) => isTyped).map((one) => one.word);
  const codes = [word, ...typedWhole].filter(isCode);
  const said = [known, joined, codes.map(codeWord)].flat().map((one) => [one]);
  const corrections = isCode(word) ? [] : correctionsOf(word, vocabulary, said.length > 0);
  const [correction, ...more] = corrections;
  const phrases = (these: readonly Correction[]) => these.map(({ words }) => words);
  if (said.length > 0) return { text: word, wanted: wantedOf(said, phrases(corrections), codes, vocabulary) };
  if (correction === undefined) return { text: word };
  return { text: correction.text, wanted: wantedOf([correction.words], phrases(more), [], vocabulary) };
}

/** A code is as rare as a word can be. */
function codeWord(word: string): KnownWord {
  return { word, frequency: 1, stem: word, isStop: false, categoryIds: [] };
}

function wantedOf(
  best: readonly (readonly KnownWord[])[],
  others: readonly (readonly KnownWord[])[],
  codes: readonly string[],
  { productCount }: Vocabulary,
): Wanted {
  const [first = []] = best;
  const isOptional = best.every((words) => words.every(({ isStop }) => isStop));
  const frequency = Math.min(...first.map((word) => word.frequency));
  return {
    best: best.map(stemsOf),
    others: others.map(stemsOf),
    categoryIds: [...new Set(best.flat().flatMap(({ categoryIds }) => categoryIds))],
    codes,
    weight: isOptional ? stopWeight : weightOf(frequency, productCount),
    isOptional,
  };
}

function stemsOf(words: readonly KnownWord[]): Stems {
  return words.map(({ stem }) => stem);
}

/** In coarse steps, so that a page goes on where the last one ended although the index changed a little meanwhile. */
function weightOf(frequency: number, productCount: number): number {
  return Math.max(1, Math.round(2 * Math.log(1 + productCount / Math.max(1, frequency)))) / 2;
}

function heaviest(wanted: readonly Wanted[]): Wanted[] {
  const chosen = new Set(wanted.toSorted((a, b) => b.weight - a.weight).slice(0, mostWanted));
  return wanted.filter((word) => chosen.has(word));
}
