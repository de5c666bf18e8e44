import { type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import { isTemplateId, type Template, type TemplateKey } from "../domain/template.ts";
import type { NotificationPorts } from "./ports.ts";

export interface ListTemplates extends PageQuery {
  /** Empty for all. */
  readonly templateId: string;
}

/** By id and language. Fails with PAGE_TOKEN_INVALID. */
export const listTemplates =
  ({ templates }: NotificationPorts) =>
  async ({ templateId, ...query }: ListTemplates): Promise<{ items: readonly Template[]; nextPageToken: string }> => {
    const list = { name: "templates", filter: { templateId }, key: templateKey };
    return readPage(list, query, async (after, size) => {
      if (templateId !== "" && !isTemplateId(templateId)) return { items: [] };
      return templates.page(templateId === "" ? undefined : templateId, after, size);
    });
  };

const templateKey: PageKey<TemplateKey> = {
  encode: ({ templateId, languageCode }) => [templateId, languageCode],
  decode: ([templateId = "", languageCode = "", ...more]) =>
    isTemplateId(templateId) && more.length === 0 ? { templateId, languageCode } : undefined,
};
