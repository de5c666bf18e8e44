import { type Statement, statement } from "#mesh/store";
import { facetSteps } from "../domain/price-range.ts";
import { mostFound } from "../domain/search.ts";

/** Everything about a page of hits in one row; amounts are text, for JSON's numbers are too short. */
export interface FoundRow {
  readonly total: bigint;
  readonly hits: readonly HitJson[] | null;
  readonly categories: readonly BucketJson[] | null;
  readonly brands: readonly BucketJson[] | null;
  readonly prices: readonly BucketJson[] | null;
}

export interface HitJson {
  readonly product_id: string;
  readonly rank: number;
  readonly score: number;
  readonly name: string;
  readonly slug: string;
  readonly brand: string;
  readonly image_url: string;
  readonly currency: string | null;
  readonly amount: string | null;
}

/** The value, what people call it, and how many have it. */
export type BucketJson = readonly [value: string, label: string | null, count: number];

/** The parameters before those of the words. */
const fixed = 14;
export const parametersOfAWord = 5;
/** What is asked for first suffices if it finds so many; else one word may be missing, and then all but one. */
const enough = 10;
const mostBuckets = 20;

/**
 * Finds, counts, sorts and spreads out in one go. $1 order, $2 currency, $3 and $4 lowest and highest amount in it, $5
 * brand, $6 and $7 rank and id after which the page starts, $8 hits, $9 whether to count facets; $10 to $12 what to find:
 * all words, all but one, one of them; $13 the phrase, $14 the weight of all words together; then for each word: the
 * name has it, the name has it or what else it may mean, the product has it, its weight, whether products need not have
 * it. Found products have every word unless it is optional, so what their head lacks is in their description.
 */
function findText(slot: number, words: number): string {
  const documents = `documents_${slot}`;
  const found = (demand: string, condition: string, isAll: boolean) => `
     SELECT product_id, brand, category_ids, currency, amount, score, ${rank} AS rank FROM (
       SELECT product_id, brand, category_ids, ${score(words)} AS score, ${shownPrice}
       FROM (SELECT *, ${wordsFound(words, isAll)} AS found FROM ${documents}
         WHERE ${condition} AND lexemes @@ ${demand}::tsquery AND ${filters}
         LIMIT ${mostFound}) AS product) AS scored`;
  return `WITH strict AS MATERIALIZED (${found("$10", "true", true)}
   ), loose AS MATERIALIZED (${found("$11", `(SELECT count(*) FROM strict) < ${enough}`, false)}
   ), broad AS MATERIALIZED (${found("$12", `(SELECT count(*) FROM strict) + (SELECT count(*) FROM loose) = 0`, false)}
   ), found AS NOT MATERIALIZED (
     SELECT * FROM strict WHERE NOT EXISTS (SELECT FROM loose)
     UNION ALL SELECT * FROM loose UNION ALL SELECT * FROM broad
   ), ${answer(slot, documents)}`;
}

const ownAmount = "amounts[array_position(currencies, $2)]";
const filters = `($3::bigint IS NULL OR ${ownAmount} >= $3) AND ($4::bigint IS NULL OR ${ownAmount} <= $4)
           AND ($5::text IS NULL OR brand = $5)`;
const shownPrice = `CASE WHEN $2::text IS NULL THEN amounts[1] ELSE ${ownAmount} END AS own_amount,
         currencies[coalesce(array_position(currencies, $2), 1)] AS currency,
         amounts[coalesce(array_position(currencies, $2), 1)] AS amount`;

/** Ends where the sort orders meet: highest first, then the newest. What has no price comes last. */
const rank = `CASE $1::text WHEN 'PRICE_ASCENDING' THEN coalesce(-own_amount, -1e300)
       WHEN 'PRICE_DESCENDING' THEN coalesce(own_amount, -1e300) WHEN 'NEWEST' THEN 0 ELSE score END::float8`;

/** The weight of the words that were found, by where; each one in the name adds a thousand. */
function wordsFound(words: number, isAll: boolean): string {
  const each = Array.from({ length: words }, (_, word) => {
    const [best, any, anywhere, weight, optional] = [1, 2, 3, 4, 5].map(
      (parameter) => `$${fixed + word * parametersOfAWord + parameter}`,
    );
    const absent = `CASE WHEN ${isAll ? optional : "true"}::boolean AND NOT lexemes @@ ${anywhere}::tsquery THEN 0 ELSE 0.6 * ${weight}::float8 END`;
    return `CASE WHEN head @@ ${best}::tsquery THEN 1000 + ${weight}::float8
       WHEN head @@ ${any}::tsquery THEN 1000 + 0.85 * ${weight}::float8
       WHEN head @@ ${anywhere}::tsquery THEN 0.7 * ${weight}::float8 ELSE ${absent} END`;
  });
  return each.length === 0 ? "0::float8" : each.join(" + ");
}

const score = (words: number) =>
  words === 0
    ? "1::float8"
    : `round((found - 1000 * floor(found / 1000)) / $14::float8 * 1e6
           + CASE WHEN head @@ $13::tsquery THEN 1e5 ELSE 0 END
           + 1.5e5 * floor(found / 1000) / greatest(name_length, floor(found / 1000), 1)) / 1e6`;

const answer = (slot: number, documents: string) => `page AS (
     SELECT * FROM found WHERE $6::float8 IS NULL OR (rank, product_id) < ($6, $7::uuid)
     ORDER BY rank DESC, product_id DESC LIMIT $8
   )
   SELECT (SELECT count(*) FROM found) AS total, (
     SELECT json_agg(hit ORDER BY rank DESC, product_id DESC) FROM (
       SELECT product_id, page.rank, page.score, name, slug, page.brand, image_url, currency, page.amount::text AS amount
       FROM page CROSS JOIN LATERAL (
         SELECT name, slug, image_url FROM ${documents} AS kept
         WHERE slot = ${slot} AND kept.product_id = page.product_id OFFSET 0) AS shown) AS hit) AS hits,
     CASE WHEN $9::boolean THEN (
       SELECT json_agg(json_build_array(id, name, count) ORDER BY count DESC, id) FROM (
         SELECT id, sum(sets.count)::bigint AS count FROM (
           SELECT category_ids, count(*) FROM found GROUP BY category_ids) AS sets, unnest(category_ids) AS id GROUP BY id
         ORDER BY count DESC, id LIMIT ${mostBuckets}) AS bucket
       LEFT JOIN categories ON slot = ${slot} AND category_id = id) END AS categories,
     CASE WHEN $9 THEN (
       SELECT json_agg(json_build_array(brand, brand, count) ORDER BY count DESC, brand) FROM (
         SELECT brand, count(*) FROM found WHERE brand <> '' GROUP BY brand
         ORDER BY count DESC, brand LIMIT ${mostBuckets}) AS bucket) END AS brands,
     CASE WHEN $9 THEN (
       SELECT json_agg(json_build_array(currency, step::text, count) ORDER BY count DESC, currency, step) FROM (
         SELECT currency, width_bucket(amount, '{${facetSteps.join(",")}}'::bigint[]) - 1 AS step, count(*) FROM found
         WHERE currency IS NOT NULL GROUP BY currency, step ORDER BY count DESC, currency, step
         LIMIT ${mostBuckets}) AS bucket) END AS prices`;

/** The newest products, as `findText` has them, with its first nine parameters; there are no filters. */
const newestText = (slot: number) => `WITH found AS MATERIALIZED (
     SELECT *, ${rank} AS rank FROM (
       SELECT product_id, brand, category_ids, 1::float8 AS score, ${shownPrice} FROM documents_${slot}
       WHERE slot = ${slot} AND published
       ORDER BY product_id DESC LIMIT ${mostFound}) AS product
     WHERE $3::bigint IS NULL AND $4::bigint IS NULL AND $5::text IS NULL
   ), ${answer(slot, `documents_${slot}`)}`;

const statements = new Map<string, Statement<FoundRow>>();

function prepared(name: string, text: () => string): Statement<FoundRow> {
  const known = statements.get(name) ?? statement<FoundRow>(name, text());
  statements.set(name, known);
  return known;
}

/** Finds products of the slot by so many words, or by filters alone if there are none; see `findText`. */
export function findStatement(slot: number, words: number): Statement<FoundRow> {
  return prepared(`search.find.${slot}.${words}`, () => findText(slot, words));
}

/** All products of the slot, with the first nine parameters. */
export function newestStatement(slot: number): Statement<FoundRow> {
  return prepared(`search.newest.${slot}`, () => newestText(slot));
}
