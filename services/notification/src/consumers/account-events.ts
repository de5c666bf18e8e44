import { CodePurpose } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import {
  CodeRequested,
  FactorAdded,
  FactorRemoved,
  IdentityAdded,
  ImpersonationStarted,
  PasswordChanged,
  RecoveryCodeUsed,
} from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { ErasureScheduled } from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import type { Consumer } from "#mesh/events";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/notification.ts";
import type { TemplateId } from "../domain/template.ts";

const codeRequested = "auth.v1.code_requested";

/** What happened to an account that its owner must hear of, and how to read whose it is. */
const changes: Readonly<Record<string, { templateId: TemplateId; userIdOf: (payload: Uint8Array) => string }>> = {
  "auth.v1.password_changed": {
    templateId: "password_changed",
    userIdOf: (payload) => PasswordChanged.decode(payload).userId,
  },
  "auth.v1.factor_added": { templateId: "factor_added", userIdOf: (payload) => FactorAdded.decode(payload).userId },
  "auth.v1.identity_added": {
    templateId: "identity_added",
    userIdOf: (payload) => IdentityAdded.decode(payload).userId,
  },
  "user.v1.erasure_scheduled": {
    templateId: "erasure_scheduled",
    userIdOf: (payload) => ErasureScheduled.decode(payload).userId,
  },
  "auth.v1.factor_removed": {
    templateId: "factor_removed",
    userIdOf: (payload) => FactorRemoved.decode(payload).userId,
  },
  "auth.v1.recovery_code_used": {
    templateId: "recovery_code_used",
    userIdOf: (payload) => RecoveryCodeUsed.decode(payload).userId,
  },
  "auth.v1.impersonation_started": {
    templateId: "impersonation_started",
    userIdOf: (payload) => ImpersonationStarted.decode(payload).userId,
  },
};

const templates: Readonly<Partial<Record<CodePurpose, TemplateId>>> = {
  [CodePurpose.CODE_PURPOSE_VERIFY_EMAIL]: "verify_email",
  [CodePurpose.CODE_PURPOSE_RESET_PASSWORD]: "reset_password",
  [CodePurpose.CODE_PURPOSE_SECOND_FACTOR]: "second_factor",
};

/** People get the codes they asked for, and hear that what they sign in with was changed. */
export const accountEvents = (app: NotificationUseCases): Consumer => ({
  name: "notification.accounts",
  subjects: [codeRequested, ...Object.keys(changes)],
  async handle({ envelope: { subject, payload, eventId } }) {
    const change = changes[subject];
    if (change !== undefined) {
      const { templateId, userIdOf } = change;
      const userId = userIdOf(payload) as UserId;
      return app.announce({ templateId, occasion: eventId, subjectId: userId, orderId: undefined, userId });
    }
    const { codeId, userId, purpose } = CodeRequested.decode(payload);
    const templateId = templates[purpose];
    if (templateId === undefined) return;
    const ids = { orderId: undefined, userId: userId as UserId };
    await app.announce({ templateId, occasion: codeId, subjectId: codeId, ...ids });
  },
});
