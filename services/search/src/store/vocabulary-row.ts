import { idFromUuid } from "#mesh/kernel";
import type { KnownWord, Vocabulary } from "../domain/vocabulary.ts";
import type { VocabularyRow } from "./vocabulary-statement.ts";

/** The index that serves searches, and what it knows of the words that were asked for. */
export interface ServingIndex {
  readonly generation: bigint;
  readonly slot: number;
  readonly vocabulary: Vocabulary;
}

export function vocabularyFromRows(rows: readonly VocabularyRow[]): ServingIndex {
  const [first] = rows;
  if (first === undefined) throw new Error("there is no index: it is made when the service starts");
  const of = (kind: VocabularyRow["kind"]) => rows.filter((row) => row.kind === kind);
  const grouped = (kind: VocabularyRow["kind"]) => {
    const groups = Map.groupBy(of(kind), ({ asked }) => asked);
    return new Map([...groups].map(([asked, answers]) => [asked, answers.map(knownWord)]));
  };
  return {
    generation: first.generation,
    slot: first.slot,
    vocabulary: {
      productCount: Number(first.product_count),
      known: new Map(of("known").map((row) => [row.word, knownWord(row)])),
      near: grouped("near"),
      begun: grouped("begun"),
    },
  };
}

function knownWord({ word, frequency, stem, is_stop, category_ids }: VocabularyRow): KnownWord {
  const categoryIds = (category_ids ?? []).map((id) => idFromUuid("cat", id));
  return { word, frequency: Number(frequency), stem, isStop: is_stop, categoryIds };
}
