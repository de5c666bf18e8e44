import { refuse as refuseShared, toPage } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { TemplateStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { NotificationEvent } from "../domain/notification.ts";
import type { BuiltInTemplate, Template, TemplateKey } from "../domain/template.ts";
import { builtInTemplate, type TemplateRow, templateFromRow } from "./template-row.ts";
import * as sql from "./template-statements.ts";

/** The staff's words in PostgreSQL, a row each, in front of the market's own. */
export function postgresTemplateStore(
  database: Database<NotificationEvent>,
  builtIn: readonly BuiltInTemplate[],
): TemplateStore {
  const own = builtIn.map((template) => builtInTemplate(template, undefined));
  const languages = [...new Set(builtIn.map(({ languageCode }) => languageCode))];
  const ownOf = (key: TemplateKey) => builtIn.find((template) => compare(template, key) === 0);
  const shown = (key: TemplateKey, row: TemplateRow | undefined): Template | undefined => {
    const own = ownOf(key);
    return (row && templateFromRow(row)) ?? (own && builtInTemplate(own, row));
  };
  return {
    async find(key) {
      const [row] = await database.query(sql.find, [key.templateId, key.languageCode]);
      return shown(key, row);
    },
    async findAll(reworded) {
      const rows = reworded.length === 0 ? [] : await database.query(sql.findAll, [reworded]);
      return [...rows.flatMap((row) => templateFromRow(row) ?? []), ...own];
    },
    async page(templateId, after, size) {
      const { templateId: id, languageCode } = after ?? { templateId: "", languageCode: "" };
      const rows = await database.query(sql.page, [templateId ?? null, id, languageCode, size + 1, languages]);
      const own = builtIn.filter(
        (one) =>
          (templateId === undefined || one.templateId === templateId) &&
          (after === undefined || compare(one, after) > 0),
      );
      const keys = new Map([...own, ...rows.map(keyOf)].map((key) => [`${key.templateId} ${key.languageCode}`, key]));
      const templates = [...keys.values()].toSorted(compare).flatMap(
        (key) =>
          shown(
            key,
            rows.find((row) => compare(keyOf(row), key) === 0),
          ) ?? [],
      );
      return toPage(templates, size, ({ templateId, languageCode }) => ({ templateId, languageCode }));
    },
    async set(key, { subject, text, html }, etag, now, request) {
      if (!/^\d{0,15}$/.test(etag)) throw refuseShared("ETAG_MISMATCH");
      const values = [key.templateId, key.languageCode, subject, text, html, now, etag === "" ? null : etag];
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.set, values);
        const template = row && templateFromRow(row);
        if (template === undefined) throw refuseShared("ETAG_MISMATCH");
        return { answer: template, events: [] };
      });
    },
    reset(key, now, request) {
      const { templateId, languageCode } = key;
      return database.change(request, async (tx) => {
        const [changed] = await tx.query(sql.reset, [templateId, languageCode, now]);
        const row = changed ?? (await tx.query(sql.find, [templateId, languageCode]))[0];
        if (row === undefined && ownOf(key) === undefined) {
          const metadata = { template_id: templateId, language_code: languageCode };
          throw refuse("TEMPLATE_UNKNOWN", { metadata });
        }
        return { answer: shown(key, row), events: [] };
      });
    },
  };
}

function keyOf({ template_id, language_code }: TemplateRow): TemplateKey {
  return { templateId: template_id as TemplateKey["templateId"], languageCode: language_code };
}

function compare(a: TemplateKey, b: TemplateKey): number {
  return order(a.templateId, b.templateId) || order(a.languageCode, b.languageCode);
}

/** By code units, as the collation of the database does. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
