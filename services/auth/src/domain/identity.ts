import { refuse } from "./errors.ts";
import type { IdentityAdded } from "./events.ts";
import type { IdentityId, UserId } from "./ids.ts";

/** An account elsewhere that signs in to one here. */
export interface Identity {
  readonly identityId: IdentityId;
  readonly userId: UserId;
  /** As the operator named it when the identity came. */
  readonly provider: string;
  readonly issuer: string;
  /** What the issuer calls its user, always. */
  readonly subject: string;
  /** As the issuer told it then; empty if it told none. */
  readonly email: string;
  readonly createTime: Date;
}

/** Identities are no versions of the account: their events all carry version 1. */
export function identityAdded({ userId, identityId }: Identity): IdentityAdded {
  return { type: "IdentityAdded", key: userId, version: 1, identityId };
}

/** What a provider says of who signed in there. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  /** As `normalEmail` makes it; empty if it was not told. */
  readonly email: string;
  /** Whether the provider vouches for it. */
  readonly emailVerified: boolean;
  /** Empty if it was not told. */
  readonly displayName: string;
}

/** The account the claims may be of, by its identity or its e-mail. */
export interface Claimed {
  readonly userId: UserId;
  readonly isLinked: boolean;
  readonly emailVerified: boolean;
}

/**
 * Fails with PROVIDER_EMAIL_UNVERIFIED if the claims are of nobody known and name no e-mail that is theirs; with EMAIL_TAKEN if
 * somebody registered the e-mail who has not shown that it is theirs, and might be waiting for its owner to come.
 */
export function requireOwn({ email, emailVerified }: Claims, claimed: Claimed | undefined): void {
  if (claimed?.isLinked) return;
  if (email === "" || !emailVerified) throw refuse("PROVIDER_EMAIL_UNVERIFIED");
  if (claimed !== undefined && !claimed.emailVerified) throw refuse("EMAIL_TAKEN");
}
