import type { DomainEvent, PersonErased } from "#mesh/kernel";
import type { CodePurpose } from "./code-purpose.ts";
import type { ApiKeyId, CodeId, FactorId, IdentityId, SessionId, UserId } from "./ids.ts";

/** The key of every event is the id of the user. */
interface AuthEventBase extends DomainEvent {
  readonly key: UserId;
}

export interface AccountRegistered extends AuthEventBase {
  readonly type: "AccountRegistered";
  readonly wasGuest: boolean;
}

export interface RolesChanged extends AuthEventBase {
  readonly type: "RolesChanged";
  readonly roles: readonly string[];
}

/** Of a session or an API key (`sessionId`), or of all access tokens with a lower `ver` (`beforeVersion`). */
export interface AccessEnded extends AuthEventBase {
  readonly type: "AccessEnded";
  readonly sessionId?: SessionId | ApiKeyId;
  readonly beforeVersion?: number;
}

export interface GuestSignedIn extends AuthEventBase {
  readonly type: "GuestSignedIn";
  readonly guestUserId: UserId;
}

export interface CodeRequested extends AuthEventBase {
  readonly type: "CodeRequested";
  readonly codeId: CodeId;
  readonly purpose: CodePurpose;
}

export interface RefreshTokenReused extends AuthEventBase {
  readonly type: "RefreshTokenReused";
  readonly sessionId: SessionId;
}

export interface EmailVerified extends AuthEventBase {
  readonly type: "EmailVerified";
}

export interface PasswordChanged extends AuthEventBase {
  readonly type: "PasswordChanged";
}

export interface FactorAdded extends AuthEventBase {
  readonly type: "FactorAdded";
  readonly factorId: FactorId;
}

export interface FactorRemoved extends AuthEventBase {
  readonly type: "FactorRemoved";
  readonly factorId: FactorId;
}

export interface IdentityAdded extends AuthEventBase {
  readonly type: "IdentityAdded";
  readonly identityId: IdentityId;
}

export interface RecoveryCodeUsed extends AuthEventBase {
  readonly type: "RecoveryCodeUsed";
}

export interface RecoveryCodesReplaced extends AuthEventBase {
  readonly type: "RecoveryCodesReplaced";
}

export interface ImpersonationStarted extends AuthEventBase {
  readonly type: "ImpersonationStarted";
  readonly actorUserId: UserId;
  readonly sessionId: SessionId;
}

/** Its key is the name of the role. */
export interface RoleChanged extends DomainEvent {
  readonly type: "RoleChanged";
  readonly permissions: readonly string[];
  readonly isDeleted: boolean;
}

export type AuthEvent =
  | AccountRegistered
  | RolesChanged
  | AccessEnded
  | GuestSignedIn
  | CodeRequested
  | RefreshTokenReused
  | RoleChanged
  | EmailVerified
  | PasswordChanged
  | FactorAdded
  | IdentityAdded
  | FactorRemoved
  | RecoveryCodeUsed
  | RecoveryCodesReplaced
  | PersonErased
  | ImpersonationStarted;
