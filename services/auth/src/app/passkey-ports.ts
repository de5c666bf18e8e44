import type { AnsweredChallenge, Factor } from "../domain/factor.ts";
import type { FactorId, SessionId, UserId } from "../domain/ids.ts";

/** Keeps the public keys of passkeys, which are factors. */
export interface PasskeyStore {
  /** The confirmed passkey of the credential's id. */
  find(credentialId: Buffer): Promise<Passkey | undefined>;
  /**
   * Confirms a factor by its key, keeps the recovery codes if it is the first, and notes that the session has shown it. Fails
   * with RESOURCE_NOT_FOUND, PASSKEY_EXISTS.
   */
  confirm(confirmation: PasskeyConfirmation): Promise<{ readonly factor: Factor; readonly isFirst: boolean }>;
}

/** What an authenticator has made. */
export interface PasskeyKey {
  readonly credentialId: Buffer;
  /** COSE_Key (RFC 9052). */
  readonly publicKey: Buffer;
  readonly signCount: number;
}

export interface Passkey extends PasskeyKey {
  readonly factorId: FactorId;
  readonly userId: UserId;
  /** Of its account. */
  readonly email: string;
}

export interface PasskeyConfirmation {
  readonly userId: UserId;
  readonly factorId: FactorId;
  readonly key: PasskeyKey;
  readonly sessionId: SessionId;
  readonly recoveryCodes: readonly string[];
  readonly now: Date;
}

/** What `navigator.credentials.get` gave. */
export interface PasskeyAssertion {
  readonly credentialId: Buffer;
  readonly clientDataJson: Buffer;
  readonly authenticatorData: Buffer;
  readonly signature: Buffer;
  /** Empty if the authenticator told none. */
  readonly userHandle: Buffer;
}

/** What `navigator.credentials.create` gave. */
export interface PasskeyAttestation {
  readonly clientDataJson: Buffer;
  readonly attestationObject: Buffer;
}

export interface Challenge {
  readonly challenge: Buffer;
  readonly expireTime: Date;
}

/** The ceremonies of Web Authentication, for one domain. Challenges are signed and not kept. */
export interface PasskeyCeremonies {
  readonly rpId: string;
  /** COSE algorithms, best first. */
  readonly algorithms: readonly number[];
  /** For a factor to be made, or for any passkey to answer. */
  newChallenge(factorId: FactorId | undefined, now: Date): Challenge;
  /** The key that was made for the factor; undefined if the answer does not fit. */
  readCreated(made: PasskeyAttestation, factorId: FactorId, now: Date): Promise<PasskeyKey | undefined>;
  /** The challenge that was answered; undefined if the answer does not fit. Does not look at how often the passkey signed. */
  readAnswered(given: PasskeyAssertion, passkey: Passkey, now: Date): Promise<AnsweredChallenge | undefined>;
}
