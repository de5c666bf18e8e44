import type { Chapter } from "../check.ts";

const needs = ["search"];

/** The index that serves searches has what the catalogue publishes, once it was heard of. */
export const searchAtRest: Chapter = {
  title: "Search at rest",
  checks: [
    {
      title: "one index serves searches",
      needs,
      sql: `
        SELECT 'all searches' AS subject, format('%s indexes serve', count(*)) AS problem
        FROM search.generations WHERE state = 'SERVING'
        HAVING count(*) > 1 OR (count(*) = 0 AND EXISTS (SELECT FROM product.products WHERE state = 'PUBLISHED'))`,
    },
    {
      title: "every published product is found as it is now, once, and nothing else is",
      needs,
      sql: `
        SELECT coalesce(product.product_id, found.product_id)::text AS subject,
          format('catalogue %s, index %s in %s rows', coalesce(product.state, 'has none'),
            coalesce(found.versions, 'has none'), coalesce(found.count, 0)) AS problem
        FROM product.products AS product FULL JOIN (
          SELECT product_id, count(*), string_agg(version::text, ', ') AS versions
          FROM search.documents JOIN search.generations USING (slot)
          WHERE state = 'SERVING' AND published GROUP BY product_id
        ) AS found USING (product_id)
        WHERE CASE WHEN product.state = 'PUBLISHED'
          THEN found.versions IS DISTINCT FROM product.version::text ELSE found.count IS NOT NULL END`,
    },
  ],
};
