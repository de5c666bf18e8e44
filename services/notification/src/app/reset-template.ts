import type { RequestKey } from "#mesh/kernel";
import type { Template } from "../domain/template.ts";
import type { NotificationPorts } from "./ports.ts";
import { requireTemplateId } from "./require-template-id.ts";

/** The market's own words; undefined if it has none in this language. Fails with TEMPLATE_UNKNOWN. */
export const resetTemplate =
  ({ templates, clock }: NotificationPorts) =>
  async (templateId: string, languageCode: string, request?: RequestKey): Promise<Template | undefined> =>
    templates.reset({ templateId: requireTemplateId(templateId), languageCode }, clock.now(), request);
