import { statement } from "#mesh/store";
import type { TemplateRow } from "./template-row.ts";

const columns = "template_id, language_code, subject, text, html, version, update_time";

export const find = statement<TemplateRow>(
  "template.find",
  `SELECT ${columns} FROM templates WHERE template_id = $1 AND language_code = $2`,
);

export const findAll = statement<TemplateRow>(
  "template.find_all",
  `SELECT ${columns} FROM templates WHERE template_id = ANY ($1::text[])`,
);

/**
 * $1 message or null, $2 and $3 template after which the page starts, $4 rows, $5 the languages of the market's own words:
 * in others, one that went back to them is none any more.
 */
export const page = statement<TemplateRow>(
  "template.page",
  `SELECT ${columns} FROM templates
   WHERE ($1::text IS NULL OR template_id = $1) AND (template_id, language_code) > ($2, $3)
     AND (text IS NOT NULL OR language_code = ANY ($5::text[]))
   ORDER BY template_id, language_code LIMIT $4`,
);

/** Sets the words of the template $1 in $2 to $3 to $5 at the time $6, if it is at the version $7, or that is null. */
export const set = statement<TemplateRow>(
  "template.set",
  `INSERT INTO templates (${columns})
   SELECT $1, $2, $3, $4, $5, 1, $6
   WHERE COALESCE($7::bigint, 0) = 0 OR EXISTS (SELECT FROM templates WHERE template_id = $1 AND language_code = $2)
   ON CONFLICT (template_id, language_code) DO UPDATE
     SET subject = $3, text = $4, html = $5, version = templates.version + 1, update_time = $6
     WHERE $7::bigint IS NULL OR templates.version = $7
   RETURNING ${columns}`,
);

/** Takes the staff's words of the template $1 in $2 away at the time $3. */
export const reset = statement<TemplateRow>(
  "template.reset",
  `UPDATE templates SET subject = NULL, text = NULL, html = NULL, version = version + 1, update_time = $3
   WHERE template_id = $1 AND language_code = $2 AND text IS NOT NULL RETURNING ${columns}`,
);
