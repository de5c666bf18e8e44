import type { Notification } from "../domain/notification.ts";
import type { Template, Wording } from "../domain/template.ts";
import type { ViewIn } from "../domain/view.ts";
import type { NotificationPorts } from "./ports.ts";

/** Words in the language they are in. */
export interface Words extends Wording {
  readonly languageCode: string;
}

/**
 * Writes a message in the first of the languages it has words in. If words of the staff turn out not to fit, the market's
 * own are taken: a message is worth more than how it is put.
 */
export const writeMail =
  ({ renderer, log }: NotificationPorts) =>
  async (
    { templateId, notificationId }: Notification,
    view: ViewIn,
    languages: readonly string[],
    templates: readonly Template[],
  ): Promise<Words> => {
    const candidates = languages.flatMap((language) => {
      const fits = (template: Template) => template.templateId === templateId && template.languageCode === language;
      // The staff's words come before the market's own in the same language.
      return templates.filter(fits).toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn));
    });
    const last = candidates.findLast(({ builtIn }) => builtIn);
    for (const template of candidates) {
      const { languageCode } = template;
      try {
        return { ...(await renderer.render(template, view(languageCode))), languageCode };
      } catch (error) {
        if (template.builtIn && template === last) throw error;
        log.error("a template does not fit its message", { templateId, languageCode, notificationId, error });
      }
    }
    throw new RangeError(`${templateId} has no words in ${languages.join(", ")}`);
  };
