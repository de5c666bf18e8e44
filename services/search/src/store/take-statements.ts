import { statement } from "#mesh/store";

/**
 * The indexes that take in changes: the one that serves and the one being built, once what had its slot before is gone.
 * Or only that of the generation given.
 */
const targets = (generation: string) => `SELECT generation, slot, language FROM generations
  WHERE CASE WHEN ${generation}::bigint IS NULL
    THEN state = 'SERVING' OR (state = 'BUILDING' AND NOT EXISTS (SELECT FROM generations WHERE state = 'RETIRED'))
    ELSE generation = ${generation} END`;

/** Adds what the CTE `changed` tells of words that came and went to the vocabulary. Only new words need a spelling. */
const countWords = `delta AS (
     SELECT slot, language, word, sum(change) AS change FROM (
       SELECT slot, language, unnest(after) AS word, 1 AS change FROM changed
       UNION ALL SELECT slot, language, unnest(before), -1 FROM changed) AS each
     GROUP BY slot, language, word HAVING sum(change) <> 0
   ), counted AS (
     INSERT INTO words AS known (slot, word, frequency, stem, is_stop, spellings)
     SELECT delta.slot, delta.word, delta.change,
       CASE WHEN present.word IS NULL THEN coalesce(stem(delta.language, delta.word), delta.word) ELSE '' END,
       CASE WHEN present.word IS NULL THEN stem(delta.language, delta.word) IS NULL ELSE false END,
       CASE WHEN present.word IS NULL THEN spellings(delta.word) END
     FROM delta LEFT JOIN words AS present ON present.slot = delta.slot AND present.word = delta.word
     ORDER BY delta.slot, delta.word
     ON CONFLICT (slot, word) DO UPDATE SET frequency = known.frequency + excluded.frequency
   )`;

/** $1 products as JSON, $2 the only generation to take them in, or null, $3 now. What is there in a later version stays. */
export const takeProducts = statement<never>(
  "search.take_products",
  `WITH target AS MATERIALIZED (${targets("$2")}), given AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS product (product_id uuid, version bigint, published boolean,
       name text, name_key text, name_length smallint, slug text, brand text, image_url text, category_ids uuid[],
       currencies text[], amounts bigint[], words text[], vocabulary integer,
       head text[], description text[], marks text[])
   ), written AS (
     INSERT INTO documents AS kept (slot, product_id, version, published, name_length, category_ids, brand, currencies,
       amounts, head, name, name_key, slug, image_url, lexemes, words)
     SELECT target.slot, product_id, version, published, name_length, above.ids, brand, currencies, amounts,
       found_by.head::tsvector, name, name_key, slug, image_url,
       CASE WHEN published THEN (found_by.head || ' ' || found_by.rest)::tsvector END, words[1:vocabulary]
     FROM given CROSS JOIN target
     CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(DISTINCT id), '{}') AS ids
       FROM unnest(given.category_ids) AS direct (category_id)
       LEFT JOIN categories ON categories.slot = target.slot AND categories.category_id = direct.category_id
       CROSS JOIN LATERAL unnest(coalesce(categories.path, ARRAY[direct.category_id])) AS id
     ) AS above
     CROSS JOIN LATERAL (
       SELECT concat_ws(' ', string_agg('''' || lexeme || ''':' || in_head, ' ') FILTER (WHERE in_head <> ''),
           (SELECT string_agg('''#' || id || '''', ' ') FROM unnest(above.ids) AS id)) AS head,
         concat_ws(' ', string_agg('''' || lexeme || ''':' || in_description, ' ') FILTER (WHERE in_description <> ''),
           (SELECT string_agg('''' || mark || '''', ' ') FROM unnest(given.marks) AS mark)) AS rest
       FROM (
         SELECT CASE WHEN number > vocabulary THEN word ELSE coalesce(stem(target.language, word), word) END AS lexeme,
           in_head, in_description
         FROM unnest(given.words, given.head, given.description)
           WITH ORDINALITY AS term (word, in_head, in_description, number)) AS term
     ) AS found_by
     ORDER BY target.slot, product_id
     ON CONFLICT (slot, product_id) DO UPDATE SET version = excluded.version, published = excluded.published,
       name_length = excluded.name_length, category_ids = excluded.category_ids, brand = excluded.brand,
       currencies = excluded.currencies, amounts = excluded.amounts, head = excluded.head, name = excluded.name,
       name_key = excluded.name_key, slug = excluded.slug, image_url = excluded.image_url,
       lexemes = excluded.lexemes, words = excluded.words
     WHERE kept.version < excluded.version
     RETURNING new.slot, old.words AS before, new.words AS after,
       new.published::int - coalesce(old.published::int, 0) AS more
   ), changed AS (SELECT * FROM written JOIN target USING (slot)), ${countWords}
   UPDATE generations SET product_count = product_count + more, update_time = $3
   FROM (SELECT generation, sum(more) AS more FROM changed GROUP BY generation) AS change
   WHERE generations.generation = change.generation`,
);

/** $1 category, $2 version, $3 parent, $4 name, $5 words of the name, $6 and $7 as $2 and $3 of `takeProducts`. */
export const takeCategory = statement<never>(
  "search.take_category",
  `WITH target AS MATERIALIZED (${targets("$6")}), written AS (
     INSERT INTO categories AS kept (slot, category_id, version, name, path, words, stems)
     SELECT slot, $1, $2, $4, CASE WHEN $3::uuid IS NULL THEN ARRAY[$1::uuid] ELSE coalesce(
         (SELECT path FROM categories WHERE categories.slot = target.slot AND category_id = $3), ARRAY[$3]) || $1 END,
       $5::text[], ARRAY(SELECT DISTINCT coalesce(stem(language, word), word) FROM unnest($5::text[]) AS word)
     FROM target ORDER BY slot
     ON CONFLICT (slot, category_id) DO UPDATE
       SET version = excluded.version, name = excluded.name, words = excluded.words, stems = excluded.stems
     WHERE kept.version < excluded.version
     RETURNING new.slot, old.words AS before, new.words AS after
   ), changed AS (SELECT * FROM written JOIN target USING (slot)), ${countWords}
   UPDATE generations SET update_time = $7 FROM changed WHERE generations.generation = changed.generation`,
);
