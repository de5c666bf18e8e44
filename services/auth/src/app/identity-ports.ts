import type { Page, RequestKey } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { AuthEvent } from "../domain/events.ts";
import type { FactorKind } from "../domain/factor.ts";
import type { Claimed, Claims, Identity } from "../domain/identity.ts";
import type { IdentityId, UserId } from "../domain/ids.ts";
import type { Guest } from "../domain/session.ts";
import type { Access } from "./access.ts";
import type { ShownProof } from "./factor-ports.ts";
import type { OpenedSession } from "./opened-session.ts";

/** Keeps which identities elsewhere sign in to which accounts, and sign-ins that came back. */
export interface IdentityStore {
  /** The account of the identity, else that of the e-mail. */
  findClaimed(claims: Claims): Promise<ClaimedAccount | undefined>;
  /** What came back with the state before, and was not completed. */
  findReturned(stateHash: Buffer): Promise<Claims | undefined>;
  /** Keeps what came back until it expires; false if something did with that state. */
  keepReturned(stateHash: Buffer, claims: Claims, expireTime: Date): Promise<boolean>;
  /**
   * Completes a sign-in: opens the account if it is new, links the identity if it is not, opens the session. Undefined if what came
   * back is gone, the proof is no longer good or is wanted and missing, or the identity is another account's by now. Fails with
   * EMAIL_TAKEN; with TOKEN_INVALID if the guest's session had ended.
   */
  complete(completion: Completion): Promise<Access | undefined>;
  /** Identities of the user, newest first, after the one of the id. */
  page(userId: UserId, after: IdentityId | undefined, size: number): Promise<Page<Identity, IdentityId>>;
  /** Fails with RESOURCE_NOT_FOUND, LAST_SIGN_IN. */
  remove(userId: UserId, identityId: IdentityId, request?: RequestKey): Promise<void>;
}

export interface ClaimedAccount extends Claimed {
  readonly factorKinds: readonly FactorKind[];
}

export interface Completion {
  readonly stateHash: Buffer;
  readonly identity: Identity;
  /** Absent for an account that is there. */
  readonly account?: Account | undefined;
  readonly opened: OpenedSession;
  readonly shown?: ShownProof | undefined;
  readonly ends?: Guest | undefined;
  readonly events: readonly AuthEvent[];
}

/** A provider of OpenID Connect, as people choose it. */
export interface Provider {
  readonly provider: string;
  readonly title: string;
}

/** What a sign-in is begun with, and known by when it comes back. */
export interface Asked {
  readonly state: string;
  /** SHA-256 of the state, which what came back is kept under. */
  readonly stateHash: Buffer;
  readonly nonce: string;
  readonly verifier: string;
}

/** The providers the operator has named. Calls fail with SERVICE_UNAVAILABLE while the provider does not answer. */
export interface Providers {
  readonly offered: readonly Provider[];
  /** Where to sign in; undefined if there is no such provider. */
  begin(provider: string, asked: Asked): Promise<string | undefined>;
  /** Who signed in, by the query of the redirect; undefined if it does not fit. */
  complete(provider: string, redirectQuery: string, asked: Asked): Promise<Claims | undefined>;
}

/** Bindings of sign-ins to browsers: challenges, and what follows from them. */
export interface Bindings {
  make(provider: string, now: Date): { readonly binding: Buffer; readonly expireTime: Date };
  /** When it expires; undefined for one that is not ours, of another provider, or expired. */
  expiryOf(binding: Buffer, provider: string, now: Date): Date | undefined;
  askedOf(binding: Buffer): Asked;
}
