import { CodePurpose } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import { CodeRequested, PasswordChanged } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import type { Consumer } from "#mesh/events";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/notification.ts";
import type { TemplateId } from "../domain/template.ts";

const codeRequested = "auth.v1.code_requested";
const passwordChanged = "auth.v1.password_changed";

const templates: Readonly<Partial<Record<CodePurpose, TemplateId>>> = {
  [CodePurpose.CODE_PURPOSE_VERIFY_EMAIL]: "verify_email",
  [CodePurpose.CODE_PURPOSE_RESET_PASSWORD]: "reset_password",
};

/** People get the codes they asked for, and hear that their password was changed. */
export const accountEvents = (app: NotificationUseCases): Consumer => ({
  name: "notification.accounts",
  subjects: [codeRequested, passwordChanged],
  async handle({ envelope: { subject, payload, eventId } }) {
    if (subject === passwordChanged) {
      const { userId } = PasswordChanged.decode(payload);
      const ids = { orderId: undefined, userId: userId as UserId };
      return app.announce({ templateId: "password_changed", occasion: eventId, subjectId: userId, ...ids });
    }
    const { codeId, userId, purpose } = CodeRequested.decode(payload);
    const templateId = templates[purpose];
    if (templateId === undefined) return;
    const ids = { orderId: undefined, userId: userId as UserId };
    await app.announce({ templateId, occasion: codeId, subjectId: codeId, ...ids });
  },
});
