import { refuse } from "../domain/errors.ts";
import { isTemplateId, type TemplateId } from "../domain/template.ts";

/** Fails with TEMPLATE_UNKNOWN unless there is such a message. */
export function requireTemplateId(templateId: string): TemplateId {
  if (!isTemplateId(templateId)) throw refuse("TEMPLATE_UNKNOWN", { metadata: { template_id: templateId } });
  return templateId;
}
