import { createHash } from "node:crypto";
import { uuidFromId } from "#mesh/kernel";
import { bandsOf, type PriceRange, priceBand } from "../domain/price-range.ts";
import type { Stems, Wanted } from "../domain/understand.ts";

/** The most words of which all but one are looked for in every combination. */
const rarest = 3;

/** The lexeme of a category, under which stand the products in it and below it. */
export function categoryLexeme(categoryId: string): string {
  return `#${uuidFromId(categoryId)}`;
}

/** The lexeme of a brand, whatever it is spelled with. */
export function brandLexeme(brand: string): string {
  return `@${createHash("sha256").update(brand).digest("hex").slice(0, 16)}`;
}

export function priceLexeme(currencyCode: string, minorUnits: bigint): string {
  return `$${currencyCode}.${priceBand(minorUnits)}`;
}

/** One of the lexemes has to be there. */
export function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? `${parts[0]}` : `(${parts.join(" | ")})`;
}

export function allOf(parts: readonly string[]): string {
  return parts.join(" & ");
}

/** Lexemes as a tsquery names them: they consist of letters, digits and our own marks, never of quotes. */
export function quoted(lexeme: string): string {
  return `'${lexeme}'`;
}

/** The range's bands; what lies in them is compared exactly. */
export function priceQuery(range: PriceRange): string {
  return anyOf(bandsOf(range).map((band) => quoted(`$${range.currencyCode}.${band}`)));
}

/** What was typed, in the name. */
export function bestInName({ best }: Wanted): string {
  return anyOf(best.map((stems) => stemsQuery(stems, "A")));
}

/** What was typed or else may be meant, in the name; null if nothing else may be. */
export function anyInName({ best, others }: Wanted): string | null {
  return others.length === 0 ? null : anyOf([...best, ...others].map((stems) => stemsQuery(stems, "A")));
}

/** What was typed or else may be meant, anywhere; codes also by their beginning. */
export function anywhere({ best, others, categoryIds, codes }: Wanted): string {
  const stems = [...best, ...others].map((each) => stemsQuery(each, ""));
  return anyOf([
    ...stems,
    ...categoryIds.map((id) => quoted(categoryLexeme(id))),
    ...codes.map((code) => `${quoted(code)}:*`),
  ]);
}

/** The words as they were typed, one behind the other in the name; null for a single one. */
export function phrase(wanted: readonly Wanted[]): string | null {
  if (wanted.length < 2) return null;
  return wanted.map(({ best: [stems = []] }) => stems.map((stem) => `${quoted(stem)}:A`).join(" <-> ")).join(" <-> ");
}

/** All that is not optional; all of that but one word, whichever; one of the rarest words. */
export interface Demands {
  readonly all: string;
  /** Null where there is nothing less to ask for. */
  readonly allButOne: string | null;
  readonly one: string | null;
}

export function demandsOf(wanted: readonly Wanted[]): Demands {
  const needed = wanted.filter(({ isOptional }) => !isOptional);
  const parts = needed.map(anywhere);
  if (parts.length < 2) return { all: allOf(parts), allButOne: null, one: null };
  const without = parts.map((_, left) => `(${allOf(parts.filter((_, index) => index !== left))})`);
  const telling = needed.toSorted((a, b) => b.weight - a.weight).slice(0, rarest);
  return { all: allOf(parts), allButOne: anyOf(without), one: anyOf(telling.map(anywhere)) };
}

function stemsQuery(stems: Stems, weight: "A" | ""): string {
  const lexemes = stems.map((stem) => (weight === "" ? quoted(stem) : `${quoted(stem)}:${weight}`));
  return lexemes.length === 1 ? `${lexemes[0]}` : `(${lexemes.join(" & ")})`;
}
