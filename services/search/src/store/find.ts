import { uuidFromId } from "#mesh/kernel";
import type { Reader } from "#mesh/store";
import type { Found, ResultKey, Search } from "../domain/search.ts";
import type { Wanted } from "../domain/understand.ts";
import { type FoundRow, findStatement, newestStatement } from "./find-statement.ts";
import { facetsFromRow, hitFromJson } from "./found-row.ts";
import * as query from "./ts-query.ts";

/** A search whose words are understood. */
export interface FindWanted {
  readonly search: Search;
  readonly wanted: readonly Wanted[];
  readonly slot: number;
  /** True if there are words at all, understood or not. */
  readonly isTyped: boolean;
  readonly after: ResultKey | undefined;
  readonly size: number;
}

const nothing = { hits: [], facets: [], total: 0 };

/** One page of what is found. */
export async function find(reader: Reader, asked: FindWanted): Promise<Pick<Found, "hits" | "facets" | "total">> {
  const { search, wanted, slot, isTyped } = asked;
  if (isTyped && wanted.length === 0) return nothing;
  const restrictions = restrictionsOf(search);
  const isOpen = wanted.length === 0 && restrictions.length === 0;
  const [row] = isOpen
    ? await reader.query(newestStatement(slot), commonValues(asked))
    : await reader.query(findStatement(slot, wanted.length), [
        ...commonValues(asked),
        ...demandValues(wanted, restrictions),
        ...wanted.flatMap(wordValues),
      ]);
  return row === undefined ? nothing : pageOf(row);
}

function pageOf(row: FoundRow): Pick<Found, "hits" | "facets" | "total"> {
  return { hits: (row.hits ?? []).map(hitFromJson), facets: facetsFromRow(row), total: Number(row.total) };
}

/** $1 to $9 of the statements. */
function commonValues({ search, isTyped, after, size }: FindWanted): readonly unknown[] {
  const { order, currencyCode, prices, brand } = search;
  const isByWords = order === "RELEVANCE" && isTyped;
  return [
    order === "RELEVANCE" && !isByWords ? "NEWEST" : order,
    prices?.currencyCode ?? currencyCode ?? null,
    prices?.lowest ?? null,
    prices?.highest ?? null,
    brand ?? null,
    after?.rank ?? null,
    after === undefined ? null : uuidFromId(after.productId),
    size + 1,
    after === undefined,
  ];
}

/** What must be there beside the words, as far as lexemes tell. */
function restrictionsOf({ categoryId, brand, prices }: Search): string[] {
  return [
    ...(categoryId === undefined ? [] : [query.quoted(query.categoryLexeme(categoryId))]),
    ...(brand === undefined ? [] : [query.quoted(query.brandLexeme(brand))]),
    ...(prices === undefined ? [] : [query.priceQuery(prices)]),
  ];
}

/** $10 to $14 of `findStatement`; without words $10 to $12. */
function demandValues(wanted: readonly Wanted[], restrictions: readonly string[]): readonly unknown[] {
  const { all, allButOne, one } = query.demandsOf(wanted);
  const restricted = (demand: string | null) =>
    demand === null ? null : query.allOf([...(demand === "" ? [] : [demand]), ...restrictions]);
  const demands = [restricted(all), restricted(allButOne), restricted(one)];
  if (wanted.length === 0) return demands;
  const weight = wanted.reduce((sum, word) => sum + word.weight, 0);
  return [...demands, query.phrase(wanted), weight];
}

function wordValues(wanted: Wanted): readonly unknown[] {
  const { weight, isOptional } = wanted;
  return [query.bestInName(wanted), query.anyInName(wanted), query.anywhere(wanted), weight, isOptional];
}
