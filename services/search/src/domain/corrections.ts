import { editDistance } from "./edit-distance.ts";
import { splitsOf } from "./typed-query.ts";
import type { KnownWord, Vocabulary } from "./vocabulary.ts";
import { hasDigit } from "./words.ts";

/** Something a word may mean: another spelling, two words, or one that goes on. */
export interface Correction {
  readonly words: readonly KnownWord[];
  /** The word as it should have been typed; unchanged if it was only not typed to its end. */
  readonly text: string;
  readonly likelihood: number;
}

const mostCorrections = 4;
/** How much less likely than the likeliest a correction may be to be considered at all (logarithm). */
const closeBehind = 2.5;
/** Logarithms of how unlikely each mistake is. */
const mistakes = {
  edit: 3.5,
  otherBeginning: 1.5,
  missingSpace: 2,
  shortPart: 2.5,
  unfinished: 2.5,
  missingLetter: 0.4,
};
/** A word that exists is taken for a mistake if a neighbor of it is so many times as frequent. */
const suspicion = 10;

/** What the word may mean besides itself, likeliest first. Of a word that exists only what is much likelier. */
export function correctionsOf(word: string, vocabulary: Vocabulary, exists: boolean): Correction[] {
  const known = vocabulary.known.get(word);
  const splits = splitCorrections(word, vocabulary);
  const near = nearCorrections(word, vocabulary);
  if (exists) {
    const certain = near.filter(
      ({ words: [one] }) => known !== undefined && one !== undefined && one.frequency >= suspicion * known.frequency,
    );
    return best([...splits.filter(({ words }) => words.every((part) => part.word.length > 2)), ...certain]);
  }
  return best([...near, ...splits, ...begunCorrections(word, vocabulary)]);
}

function best(corrections: readonly Correction[]): Correction[] {
  const sorted = corrections.toSorted((a, b) => b.likelihood - a.likelihood);
  const least = (sorted[0]?.likelihood ?? 0) - closeBehind;
  return sorted.filter(({ likelihood }) => likelihood >= least).slice(0, mostCorrections);
}

function nearCorrections(word: string, { near, known }: Vocabulary): Correction[] {
  const most = word.length < 6 || known.has(word) ? 1 : 2;
  return (near.get(word) ?? []).flatMap((candidate) => {
    const distance = editDistance(word, candidate.word, most);
    if (distance > most || distance === 0) return [];
    const beginning = candidate.word[0] === word[0] ? 0 : mistakes.otherBeginning;
    const likelihood = Math.log(candidate.frequency) - mistakes.edit * distance - beginning;
    return [{ words: [candidate], text: candidate.word, likelihood }];
  });
}

function splitCorrections(word: string, { known }: Vocabulary): Correction[] {
  return splitsOf(word).flatMap(([left, right]) => {
    const words = [known.get(left) ?? [], known.get(right) ?? []].flat();
    if (words.length < 2) return [];
    const shortParts = words.filter((part) => part.word.length < 3 && !hasDigit(part.word)).length;
    const frequency = Math.min(...words.map((part) => part.frequency));
    const likelihood = Math.log(frequency) - mistakes.missingSpace - mistakes.shortPart * shortParts;
    return [{ words, text: `${left} ${right}`, likelihood }];
  });
}

function begunCorrections(word: string, { begun }: Vocabulary): Correction[] {
  return (begun.get(word) ?? []).map((candidate) => {
    const missing = candidate.word.length - word.length;
    const likelihood = Math.log(candidate.frequency) - mistakes.unfinished - mistakes.missingLetter * missing;
    return { words: [candidate], text: word, likelihood };
  });
}
