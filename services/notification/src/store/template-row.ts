import type { BuiltInTemplate, Template, TemplateId } from "../domain/template.ts";

/** A row of `templates`. */
export interface TemplateRow {
  readonly template_id: string;
  readonly language_code: string;
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly version: bigint;
  readonly update_time: Date;
}

/** What a row says: the staff's words; undefined if it went back to the market's own. */
export function templateFromRow({ subject, text, html, ...row }: TemplateRow): Template | undefined {
  if (subject === null || text === null || html === null) return undefined;
  return {
    templateId: row.template_id as TemplateId,
    languageCode: row.language_code,
    ...{ subject, text, html },
    builtIn: false,
    version: Number(row.version),
    updateTime: row.update_time,
  };
}

/** The market's own words, at the version of the row that went back to them. */
export function builtInTemplate(template: BuiltInTemplate, row: TemplateRow | undefined): Template {
  return { ...template, builtIn: true, version: Number(row?.version ?? 0n), updateTime: undefined };
}
