import * as proto from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { assertNever, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { AuthEvent } from "../domain/events.ts";
import { protoPurposes } from "./code-purposes.ts";

/** An event as auth_events.proto has it. */
export function encodeEvent(event: AuthEvent): EncodedEvent {
  return { subject: `auth.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: AuthEvent): Uint8Array {
  const userId = event.key;
  switch (event.type) {
    case "AccountRegistered":
      return proto.AccountRegistered.encode({ userId, wasGuest: event.wasGuest }).finish();
    case "RolesChanged":
      return proto.RolesChanged.encode({ userId, roles: [...event.roles] }).finish();
    case "AccessEnded": {
      const { sessionId = "", beforeVersion = 0 } = event;
      return proto.AccessEnded.encode({ userId, sessionId, beforeVersion: BigInt(beforeVersion) }).finish();
    }
    case "GuestSignedIn":
      return proto.GuestSignedIn.encode({ userId, guestUserId: event.guestUserId }).finish();
    case "CodeRequested": {
      const { codeId, purpose } = event;
      return proto.CodeRequested.encode({ userId, codeId, purpose: protoPurposes[purpose] }).finish();
    }
    case "RefreshTokenReused":
      return proto.RefreshTokenReused.encode({ userId, sessionId: event.sessionId }).finish();
    case "RoleChanged": {
      const { key: name, permissions, isDeleted: deleted } = event;
      return proto.RoleChanged.encode({ name, permissions: [...permissions], deleted }).finish();
    }
    case "EmailVerified":
      return proto.EmailVerified.encode({ userId }).finish();
    case "PasswordChanged":
      return proto.PasswordChanged.encode({ userId }).finish();
    case "FactorAdded":
      return proto.FactorAdded.encode({ userId, factorId: event.factorId }).finish();
    case "IdentityAdded":
      return proto.IdentityAdded.encode({ userId, identityId: event.identityId }).finish();
    case "FactorRemoved":
      return proto.FactorRemoved.encode({ userId, factorId: event.factorId }).finish();
    case "RecoveryCodeUsed":
      return proto.RecoveryCodeUsed.encode({ userId }).finish();
    case "RecoveryCodesReplaced":
      return proto.RecoveryCodesReplaced.encode({ userId }).finish();
    case "PersonErased":
      return proto.PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
    case "ImpersonationStarted": {
      const { actorUserId, sessionId } = event;
      return proto.ImpersonationStarted.encode({ userId, actorUserId, sessionId }).finish();
    }
    default:
      return assertNever(event);
  }
}
