import type { CategoryId } from "./indexed-product.ts";

/** A word of the index. */
export interface KnownWord {
  readonly word: string;
  /** How many products have it; above zero. */
  readonly frequency: number;
  /** What all its forms have in common. */
  readonly stem: string;
  /** Too common to tell anything. */
  readonly isStop: boolean;
  /** Categories with the word in their name. */
  readonly categoryIds: readonly CategoryId[];
}

/** What the index knows of the words of a query. */
export interface Vocabulary {
  /** Products in the index. */
  readonly productCount: number;
  /** The words asked for that there are. */
  readonly known: ReadonlyMap<string, KnownWord>;
  /** Words that may be meant by a word, perhaps misspelled. */
  readonly near: ReadonlyMap<string, readonly KnownWord[]>;
  /** Words that begin with a word. */
  readonly begun: ReadonlyMap<string, readonly KnownWord[]>;
}

/** Which words of the index a query is about. */
export interface VocabularyQuestion {
  readonly known: readonly string[];
  readonly near: readonly string[];
  readonly begun: readonly string[];
}
