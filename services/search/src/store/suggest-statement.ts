import { statement } from "#mesh/store";

export interface SuggestionRow {
  readonly kind: "word" | "name";
  /** A word, or the name of a product. */
  readonly text: string;
  readonly frequency: bigint;
  readonly product_id: string | null;
}

const inServing = "slot = (SELECT slot FROM serving)";

/**
 * $1 beginning of a word, $2 its first letters, $3 everything typed, $4 the words before, $5 the
 * most of each kind. Words that go on where the typing stopped come first; if there are none, those that come near. A
 * word must stand in a product together with the words before it, which are kept as they are if they have no stem there,
 * such as numbers of models.
 */
export const suggestText = statement<SuggestionRow>(
  "search.suggest",
  `WITH serving AS MATERIALIZED (SELECT slot, language FROM generations WHERE state = 'SERVING'), before AS MATERIALIZED (
     SELECT string_agg('(''' || coalesce(stem(language, word), word) || ''' | ''' || word || ''') & ', '') AS lexemes
     FROM serving, unnest($4::text[]) AS word
   ), begun AS MATERIALIZED (
     SELECT word, frequency, stem FROM words
     WHERE ${inServing} AND word >= ($1 COLLATE "C") AND word < ($1 || chr(1114111)) COLLATE "C" AND frequency > 0
     ORDER BY frequency DESC, word LIMIT 60
   ), near AS MATERIALIZED (
     (SELECT word, frequency, stem FROM words
      WHERE NOT EXISTS (SELECT FROM begun) AND slot + 0 = (SELECT slot FROM serving) AND frequency > 0
        AND spellings && (SELECT spellings($1))
      ORDER BY frequency DESC, word LIMIT 100)
     UNION
     (SELECT word, frequency, stem FROM words
      WHERE NOT EXISTS (SELECT FROM begun) AND $2 <> '' AND ${inServing} AND frequency > 0
        AND word >= ($2 COLLATE "C") AND word < ($2 || chr(1114111)) COLLATE "C"
      ORDER BY frequency DESC, word LIMIT 300)
   ), candidate AS (SELECT * FROM begun UNION ALL SELECT * FROM near)
   SELECT 'word' AS kind, word AS text, frequency, NULL::uuid AS product_id FROM candidate
   WHERE $4 = '{}' OR EXISTS (
     SELECT FROM documents
     WHERE ${inServing} AND lexemes @@ ((SELECT lexemes FROM before) || '''' || stem || '''')::tsquery)
   UNION ALL (
     SELECT 'name', name, 1, product_id FROM documents
     WHERE ${inServing} AND published AND name_key >= ($3 COLLATE "C") AND name_key < ($3 || chr(1114111)) COLLATE "C"
     ORDER BY name_key, product_id LIMIT $5)`,
);
