import { idFromUuid } from "#mesh/kernel";
import type { Reader } from "#mesh/store";
import type { Suggestion } from "../domain/search.ts";
import { begunQuery, mistakesIn } from "../domain/suggestion.ts";
import { type SuggestionRow, suggestText } from "./suggest-statement.ts";

/** How many letters at the beginning are taken for right when nothing goes on exactly as typed. */
const sure = 2;

/** Words that may follow, likeliest first, then products whose name begins like this. */
export async function suggest(reader: Reader, query: string, size: number): Promise<readonly Suggestion[]> {
  const begun = begunQuery(query);
  if (begun === undefined) return [];
  const { words, last } = begun;
  const typed = [...words, last].join(" ");
  const beginning = last.length > sure ? last.slice(0, sure) : "";
  const rows = await reader.query(suggestText, [last, beginning, typed, words, size]);
  return merged(completions(rows, last, words), names(rows), size);
}

function completions(rows: readonly SuggestionRow[], last: string, words: readonly string[]): Suggestion[] {
  const found = rows
    .filter(({ kind }) => kind === "word")
    .flatMap(({ text, frequency }) => {
      const mistakes = mistakesIn(last, text);
      return mistakes === undefined ? [] : [{ text, frequency: Number(frequency), mistakes }];
    });
  const sorted = found.toSorted((a, b) => a.mistakes - b.mistakes || b.frequency - a.frequency);
  return sorted.map(({ text }) => ({ text: [...words, text].join(" "), productId: undefined }));
}

function names(rows: readonly SuggestionRow[]): Suggestion[] {
  return rows.flatMap(({ text, product_id }) =>
    product_id === null ? [] : [{ text, productId: idFromUuid("prd", product_id) }],
  );
}

/** Up to half of the places for products, the rest for words; neither leaves a place empty. */
function merged(words: readonly Suggestion[], products: readonly Suggestion[], size: number): Suggestion[] {
  const forProducts = Math.max(Math.min(products.length, Math.floor(size / 2)), size - words.length);
  return [...words.slice(0, size - Math.min(forProducts, products.length)), ...products].slice(0, size);
}
