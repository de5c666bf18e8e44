import type { VocabularyQuestion } from "./vocabulary.ts";
import { compoundsOf, hasDigit, isCode, wordsOf } from "./words.ts";

/** A query cut into words, before anybody knows what they mean. */
export interface TypedQuery {
  /** In their order, each once. */
  readonly words: readonly string[];
  /** Neighbors written as one. */
  readonly joined: readonly Joined[];
  readonly question: VocabularyQuestion;
}

export interface Joined {
  readonly word: string;
  readonly parts: readonly string[];
  /** True if it was typed as one, with hyphens or the like. */
  readonly isTyped: boolean;
}

/** Words beyond these are not looked at. */
const mostWords = 16;
const longestSplit = 24;
const near = { shortest: 3, longest: 30 };

export function typedQuery(query: string): TypedQuery {
  const words = [...new Set(wordsOf(query))].slice(0, mostWords);
  const joined = [...neighbors(words), ...compounds(query, words)];
  const splits = words.flatMap((word) => splitsOf(word).flat());
  return {
    words,
    joined,
    question: {
      known: [...new Set([...words, ...joined.map(({ word }) => word), ...splits])],
      near: words.filter((word) => word.length >= near.shortest && word.length <= near.longest && !hasDigit(word)),
      begun: words.filter((word) => word.length >= near.shortest && !isCode(word)),
    },
  };
}

/** Every way to cut the word in two: "teapot" is t-eapot, te-apot, tea-pot, ... */
export function splitsOf(word: string): (readonly [string, string])[] {
  const letters = [...word];
  if (letters.length > longestSplit) return [];
  return letters.slice(1).map((_, index) => [letters.slice(0, index + 1).join(""), letters.slice(index + 1).join("")]);
}

function neighbors(words: readonly string[]): Joined[] {
  return words.slice(1).map((word, index) => {
    const parts = [words[index] ?? "", word];
    return { word: parts.join(""), parts, isTyped: false };
  });
}

function compounds(query: string, words: readonly string[]): Joined[] {
  return compoundsOf(query)
    .map((word) => ({ word, parts: words.filter((part) => word.includes(part)), isTyped: true }))
    .filter(({ word }) => !words.includes(word));
}
