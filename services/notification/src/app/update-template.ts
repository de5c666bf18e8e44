import type { RequestKey } from "#mesh/kernel";
import { samplesOf } from "../domain/sample.ts";
import type { Template, Wording } from "../domain/template.ts";
import type { NotificationPorts } from "./ports.ts";
import { requireTemplateId } from "./require-template-id.ts";

export interface UpdateTemplate extends Wording {
  readonly templateId: string;
  readonly languageCode: string;
  /** Empty to change it regardless. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Fails with TEMPLATE_UNKNOWN, TEMPLATE_INVALID unless all samples can be written by it, ETAG_MISMATCH. */
export const updateTemplate =
  ({ templates, renderer, shop, clock }: NotificationPorts) =>
  async ({ languageCode, subject, text, html, etag, request, ...wanted }: UpdateTemplate): Promise<Template> => {
    const templateId = requireTemplateId(wanted.templateId);
    const wording = { subject, text, html };
    for (const sample of samplesOf(templateId, shop)) await renderer.render(wording, sample(languageCode));
    return templates.set({ templateId, languageCode }, wording, etag, clock.now(), request);
  };
