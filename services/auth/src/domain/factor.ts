import type { FactorAdded, FactorRemoved, RecoveryCodesReplaced, RecoveryCodeUsed } from "./events.ts";
import type { CodeId, FactorId, UserId } from "./ids.ts";

/** An authenticator app (TOTP, RFC 6238), codes by e-mail, or a passkey (WebAuthn). */
export type FactorKind = "TOTP" | "EMAIL" | "PASSKEY";

/** A factor of a user, without its secret. */
export interface Factor {
  readonly kind: FactorKind;
  readonly factorId: FactorId;
  readonly userId: UserId;
  readonly name: string;
  readonly createTime: Date;
}

/** What proves a user: a code of the time step of a factor, one that was sent, a passkey's answer, or a recovery code. */
export type Proof =
  | { readonly kind: "totp"; readonly factorId: FactorId; readonly step: number }
  | { readonly kind: "email"; readonly codeId: CodeId }
  | (AnsweredChallenge & { readonly kind: "passkey"; readonly factorId: FactorId })
  | { readonly kind: "recovery"; readonly code: string };

/** A challenge that a passkey has answered, to be used up. */
export interface AnsweredChallenge {
  readonly challenge: Buffer;
  readonly expireTime: Date;
  /** How often the passkey says it has signed; 0 if it does not count. */
  readonly signCount: number;
}

export const factorLimits = {
  /** Confirmed factors of one user. */
  factors: 10,
  /** How long one may take to confirm one. */
  pendingMs: 3_600_000,
  recoveryCodes: 10,
} as const;

type Owned = Pick<Factor, "userId" | "factorId">;

/** Factors are no versions of the account: their events all carry version 1. */
export function factorAdded({ userId, factorId }: Owned): FactorAdded {
  return { type: "FactorAdded", key: userId, version: 1, factorId };
}

export function factorRemoved({ userId, factorId }: Owned): FactorRemoved {
  return { type: "FactorRemoved", key: userId, version: 1, factorId };
}

/** What a proof that is used up tells of. */
export function proofUsed(userId: UserId, { kind }: Proof): readonly RecoveryCodeUsed[] {
  return kind === "recovery" ? [{ type: "RecoveryCodeUsed", key: userId, version: 1 }] : [];
}

export function recoveryCodesReplaced(userId: UserId): RecoveryCodesReplaced {
  return { type: "RecoveryCodesReplaced", key: userId, version: 1 };
}
