import { statement } from "#mesh/store";

/** A word of the index and which question it answers; without a word if the answer is the index alone. */
export interface VocabularyRow {
  readonly generation: bigint;
  readonly slot: number;
  readonly product_count: bigint;
  readonly kind: "known" | "near" | "begun" | null;
  /** The word of the query. */
  readonly asked: string;
  readonly word: string;
  readonly frequency: bigint;
  readonly stem: string;
  readonly is_stop: boolean;
  readonly category_ids: readonly string[] | null;
}

const inServing = "slot = (SELECT slot FROM serving) AND frequency > 0";
/** The same in a form that leaves the index of spellings as the only one, whatever the planner knows of the table. */
const bySpelling = "slot + 0 = (SELECT slot FROM serving) AND frequency > 0";
const columns = "word, frequency, stem, is_stop";

/** $1 words, $2 words perhaps misspelled, $3 beginnings of words. */
export const askVocabulary = statement<VocabularyRow>(
  "search.ask_vocabulary",
  `WITH serving AS MATERIALIZED (SELECT generation, slot, product_count FROM generations WHERE state = 'SERVING'),
   answer AS (
     SELECT 'known' AS kind, word AS asked, ${columns} FROM words WHERE ${inServing} AND word = ANY ($1::text[])
     UNION ALL
     SELECT 'near', asked, candidate.* FROM unnest($2::text[]) AS asked
     CROSS JOIN LATERAL (SELECT spellings(asked) AS fragments OFFSET 0) AS cut CROSS JOIN LATERAL (
       SELECT ${columns} FROM words
       WHERE ${bySpelling} AND spellings && fragments AND abs(length(word) - length(asked)) <= 2 AND word <> asked
       ORDER BY frequency DESC, word LIMIT 40) AS candidate
     UNION ALL
     SELECT 'begun', asked, candidate.* FROM unnest($3::text[]) AS asked CROSS JOIN LATERAL (
       SELECT ${columns} FROM words
       WHERE ${inServing} AND word > (asked COLLATE "C") AND word < (asked || chr(1114111)) COLLATE "C"
       ORDER BY frequency DESC, word LIMIT 10) AS candidate
   )
   SELECT serving.*, answer.*, (
     SELECT array_agg(category_id ORDER BY category_id) FROM categories
     WHERE categories.slot = serving.slot AND stems @> ARRAY[answer.stem]) AS category_ids
   FROM serving LEFT JOIN answer ON true`,
);
