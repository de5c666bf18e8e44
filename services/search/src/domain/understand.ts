import { correctionsOf } from "./corrections.ts";
import type { CategoryId } from "./indexed-product.ts";
import type { TypedQuery } from "./typed-query.ts";
import type { KnownWord, Vocabulary } from "./vocabulary.ts";

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
  const known = vocabulary.known.get(word);
  const joined = typed.joined
    .filter(({ parts }) => parts.includes(word))
    .flatMap(({ word: whole }) => vocabulary.known.get(whole) ?? []);
  const corrections = correctionsOf(word, vocabulary, known !== undefined || joined.length > 0);
  const [correction, ...more] = corrections;
  if (known !== undefined || joined.length > 0) {
    const said = [...(known === undefined ? [] : [known]), ...joined];
    return {
      text: word,
      wanted: wantedOf(
        said.map((one) => [one]),
        corrections.map(({ words }) => words),
        vocabulary,
      ),
    };
  }
  if (correction === undefined) return { text: word };
  const others = more.map(({ words }) => words);
  return { text: correction.text, wanted: wantedOf([correction.words], others, vocabulary) };
}

function wantedOf(
  best: readonly (readonly KnownWord[])[],
  others: readonly (readonly KnownWord[])[],
  { productCount }: Vocabulary,
): Wanted {
  const [first = []] = best;
  const isOptional = best.every((words) => words.every(({ isStop }) => isStop));
  const frequency = Math.min(...first.map((word) => word.frequency));
  return {
    best: best.map(stemsOf),
    others: others.map(stemsOf),
    categoryIds: [...new Set(best.flat().flatMap(({ categoryIds }) => categoryIds))],
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
