import type { CatalogueProduct } from "./indexed-product.ts";
import { compoundsOf, wordsOf } from "./words.ts";

/** How much a word says of a product by where it stands: A name, B brand and SKU, C facts, D description. */
export type Weight = "A" | "B" | "C" | "D";

/** A word of a product and where it stands, such as "3A" for the third word of the name. */
export interface Term {
  readonly word: string;
  readonly places: readonly Place[];
}

export interface Place {
  /** Counted from 1 through all fields, with a gap between them. */
  readonly position: number;
  readonly weight: Weight;
}

/** The most words of each field that are indexed. */
const most: Readonly<Record<Weight, number>> = { A: 60, B: 500, C: 400, D: 250 };
const gap = 10;

/** Every word of the product with its places. */
export function termsOf(product: CatalogueProduct): Term[] {
  const places = new Map<string, Place[]>();
  let position = 0;
  const add = (weight: Weight, texts: readonly string[]) => {
    const left = { words: most[weight] };
    for (const text of texts) {
      for (const word of spellings(text)) {
        if (left.words-- <= 0) return;
        position += 1;
        const known = places.get(word);
        if (known === undefined) places.set(word, [{ position, weight }]);
        else known.push({ position, weight });
      }
      position += gap;
    }
  };
  add("A", [product.name]);
  add("B", [product.brand, ...product.skus]);
  add("C", product.facts);
  add("D", [product.description]);
  return [...places].map(([word, at]) => ({ word, places: at }));
}

/** How many different words the name has. */
export function nameLength({ name }: CatalogueProduct): number {
  return new Set(wordsOf(name)).size;
}

/** The words in their order, then the compounds written as one word. */
function spellings(text: string): string[] {
  const words = wordsOf(text);
  return [...words, ...compoundsOf(text).filter((compound) => !words.includes(compound))];
}
