import type { Page } from "#mesh/kernel";
import type { Factor, Proof } from "../domain/factor.ts";
import type { CodeId, FactorId, SessionId, UserId } from "../domain/ids.ts";
import type { Session } from "../domain/session.ts";

/** Keeps factors, those of authenticator apps with sealed secrets, and digests of recovery codes. */
export interface FactorStore {
  /** What codes of the user are checked against; undefined if there is no account. */
  findOwn(userId: UserId): Promise<OwnFactors | undefined>;
  /**
   * Keeps a factor to be confirmed, in place of the one before it, and uses up the proof. False if the proof is no longer
   * good. Without a proof it is for an account without factors: false if it has one. Fails with TOO_MANY_FACTORS.
   */
  enroll(factor: PendingFactor, proof: ShownProof | undefined): Promise<boolean>;
  /**
   * Makes codes by e-mail a factor, keeps the recovery codes if it is the first, and uses up the proof. Undefined if the
   * proof is no longer good; without one, if the account has a factor. Fails with EMAIL_NOT_VERIFIED, EMAIL_FACTOR_EXISTS,
   * TOO_MANY_FACTORS.
   */
  enrollEmail(enrollment: EmailEnrollment): Promise<{ readonly isFirst: boolean } | undefined>;
  /** Confirms a factor, keeps the recovery codes if it is the first. Undefined if the step is no longer good. */
  confirm(confirmation: Confirmation): Promise<{ readonly isFirst: boolean } | undefined>;
  /** Confirmed factors of the user, newest first, after the one of the id. */
  page(userId: UserId, after: FactorId | undefined, size: number): Promise<Page<Factor, FactorId>>;
  countRecoveryCodes(userId: UserId): Promise<number>;
  /** Removes a confirmed factor; false if the proof is no longer good. Fails with RESOURCE_NOT_FOUND. */
  remove(userId: UserId, factorId: FactorId, proof: ShownProof): Promise<boolean>;
  /** Keeps other recovery codes; false if the proof is no longer good. */
  replaceRecoveryCodes(userId: UserId, recoveryCodes: readonly string[], proof: ShownProof): Promise<boolean>;
  /** Notes that the session showed the proof; false if it is no longer good. Fails with TOKEN_INVALID if the session ended. */
  prove(session: Session, proof: ShownProof): Promise<boolean>;
  /** Factors that are sealed with another key than this, at most so many. */
  findSealedOtherwise(keyId: string, most: number): Promise<readonly SealedFactor[]>;
  /** Replaces a sealed secret by the same one, sealed anew. */
  reseal(factorId: FactorId, before: SealedSecret, next: SealedSecret): Promise<void>;
}

export interface SealedSecret {
  readonly sealed: Buffer;
  /** The key it is sealed with. */
  readonly keyId: string;
}

export interface SealedFactor extends Factor {
  readonly secret: SealedSecret;
  /** Absent while it is not confirmed. */
  readonly confirmTime?: Date | undefined;
}

/** A factor that is to be confirmed; a passkey has no secret. */
export type PendingFactor = SealedFactor | (Factor & { readonly kind: "PASSKEY"; readonly secret?: undefined });

export interface OwnFactors {
  readonly userId: UserId;
  readonly email: string;
  /** Authenticator apps. */
  readonly factors: readonly SealedFactor[];
  readonly hasEmailFactor: boolean;
  /** Ids of the credentials of confirmed passkeys. */
  readonly passkeys: readonly Buffer[];
  /** The code that was sent last and not used. */
  readonly emailCode?: { readonly codeId: CodeId; readonly expireTime: Date } | undefined;
  /** No attempt is taken before. */
  readonly lockedUntil?: Date | undefined;
}

/** A proof of the account of the e-mail. */
export interface ShownProof {
  readonly proof: Proof;
  readonly email: string;
  readonly now: Date;
}

export interface EmailEnrollment {
  readonly factor: Factor;
  readonly shown: ShownProof | undefined;
  readonly recoveryCodes: readonly string[];
}

export interface Confirmation extends ShownProof {
  readonly factor: Factor;
  /** The session that has shown it. Default: none. */
  readonly sessionId?: SessionId | undefined;
  readonly recoveryCodes: readonly string[];
}

/** Seals secrets (AES-256-GCM) under keys derived from those that sign tokens. */
export interface Sealing {
  /** The key that seals now. */
  currentKeyId(): string;
  seal(secret: string, factorId: FactorId): SealedSecret;
  open(secret: SealedSecret, factorId: FactorId): string;
}

/** Codes of authenticator apps, and recovery codes. */
export interface FactorCodes {
  newSecret(): string;
  /** What apps read as a QR code. */
  uriOf(secret: string, email: string): string;
  /** The time step the code is of, now or one step off; undefined if it is of none. */
  stepOf(code: string, secret: string, now: Date): number | undefined;
  newRecoveryCodes(count: number): readonly string[];
  /** As it was made, however it was copied; undefined if it can be none. */
  readRecoveryCode(shown: string): string | undefined;
}
