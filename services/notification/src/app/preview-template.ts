import { refuse } from "../domain/errors.ts";
import { samplesOf } from "../domain/sample.ts";
import type { Wording } from "../domain/template.ts";
import type { NotificationPorts } from "./ports.ts";
import { requireTemplateId } from "./require-template-id.ts";

export interface PreviewTemplate extends Wording {
  readonly templateId: string;
  readonly languageCode: string;
}

/** A sample message of the words given, and the template's where they are empty. Fails with TEMPLATE_UNKNOWN, TEMPLATE_INVALID. */
export const previewTemplate =
  ({ templates, renderer, shop }: NotificationPorts) =>
  async ({ languageCode, subject, text, html, ...wanted }: PreviewTemplate): Promise<Wording> => {
    const templateId = requireTemplateId(wanted.templateId);
    const present = await templates.find({ templateId, languageCode });
    if (present === undefined && (subject === "" || text === "")) {
      throw refuse("TEMPLATE_UNKNOWN", { metadata: { template_id: templateId, language_code: languageCode } });
    }
    const wording = {
      subject: subject || (present?.subject ?? ""),
      text: text || (present?.text ?? ""),
      html: html || (present?.html ?? ""),
    };
    const [shown = wording] = await Promise.all(
      samplesOf(templateId, shop).map((sample) => renderer.render(wording, sample(languageCode))),
    );
    return shown;
  };
