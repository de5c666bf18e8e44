import type { Clock, Decision, Ids, Logger, Page, RequestKey } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { Client } from "../domain/client.ts";
import type { Code } from "../domain/code.ts";
import type { AccessEnded, AuthEvent } from "../domain/events.ts";
import type { FactorKind } from "../domain/factor.ts";
import type { SessionId, UserId } from "../domain/ids.ts";
import type { CommonPasswords } from "../domain/password.ts";
import type { ShopRoles } from "../domain/role.ts";
import type { Guest, Session } from "../domain/session.ts";
import type { Access } from "./access.ts";
import type { ApiKeyStore, UsedKey } from "./api-key-ports.ts";
import type { Changed } from "./changed.ts";
import type { CodeKey, CodeStore } from "./code-ports.ts";
import type { FactorCodes, FactorStore, Sealing, ShownProof } from "./factor-ports.ts";
import type { Bindings, IdentityStore, Providers } from "./identity-ports.ts";
import type { ImpersonationStore } from "./impersonation-ports.ts";
import type { OpenedSession } from "./opened-session.ts";
import type { PasskeyCeremonies, PasskeyStore } from "./passkey-ports.ts";
import type { RoleStore } from "./role-ports.ts";
import type { SessionListStore } from "./session-list-ports.ts";

export type { Access } from "./access.ts";
export type { OpenedSession } from "./opened-session.ts";

/** What the use cases need. */
export interface AuthPorts {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly codes: CodeStore;
  readonly apiKeys: ApiKeyStore;
  readonly factors: FactorStore;
  readonly sealing: Sealing;
  readonly factorCodes: FactorCodes;
  readonly passkeys: PasskeyStore;
  readonly identities: IdentityStore;
  readonly providers: Providers;
  readonly bindings: Bindings;
  readonly passkeyCeremonies: PasskeyCeremonies;
  readonly sessionList: SessionListStore;
  readonly impersonations: ImpersonationStore;
  readonly roles: RoleStore;
  /** Permissions a role may have. */
  readonly knownPermissions: ReadonlySet<string>;
  readonly passwords: Passwords;
  readonly codeKey: CodeKey;
  readonly tokens: Tokens;
  readonly commonPasswords: CommonPasswords;
  /** How long a proof counts as fresh in the session that showed it. */
  readonly proofLifetimeMs: number;
  /** Makes this process refuse what ended; the others hear of it by the event. */
  readonly endAccess: (ended: AccessEnded) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

/** Who calls a public method: nobody known, a guest, or somebody with an account. */
export type Visitor =
  | { readonly kind: "stranger" }
  | { readonly kind: "guest"; readonly guest: Guest }
  | { readonly kind: "user" };

/** Keeps accounts. A change, its events and the answer to its request key are committed together or not at all. */
export interface AccountStore {
  find(userId: UserId): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /** Newest first, after the account of the key. */
  page(after: AccountKey | undefined, size: number): Promise<Page<Account, AccountKey>>;
  /**
   * Keeps a new account, and its first session if there is one. `ends` is the guest whose id it takes. Fails with
   * EMAIL_TAKEN; with TOKEN_INVALID if the guest's session had ended.
   */
  create(account: NewAccount): Promise<void>;
  /** Fails with RESOURCE_NOT_FOUND. `decide` may run more than once. Tells the events, of a first effect only. */
  change(
    userId: UserId,
    decide: (account: Account) => Decision<Account, AuthEvent>,
    request?: RequestKey,
  ): Promise<Changed<Account>>;
  /**
   * Keeps the accounts whose e-mails have none, each once; tells of each e-mail whose it is. A repeat under the request
   * key tells what the first did.
   */
  createMissing(
    accounts: readonly MissingAccount[],
    request?: RequestKey,
  ): Promise<ReadonlyMap<string, { readonly userId: UserId; readonly isNew: boolean }>>;
  /** As `change`, with the shop's own roles, which stay as they are meanwhile. */
  changeRoles(
    userId: UserId,
    decide: (account: Account, shopRoles: ShopRoles) => Decision<Account, AuthEvent>,
    request?: RequestKey,
  ): Promise<Changed<Account>>;
  /**
   * Sets another password, ends the other sessions of the user and forgets the failures of the e-mail. Undefined if
   * meanwhile no attempt is to be taken, or the password has changed. `decide` may run more than once.
   */
  changePassword(
    change: PasswordChange,
    decide: (account: Account, ended: readonly SessionId[]) => Decision<Account, AuthEvent>,
  ): Promise<Changed<Account> | undefined>;
  /** Ends all sessions of a user, and of a guest; no event if there was none. */
  endSessions(userId: UserId, now: Date, request?: RequestKey): Promise<readonly AccessEnded[]>;
}

/** An account that another system brings along. */
export interface MissingAccount {
  readonly account: Account;
  /** Left out for an account without a password. */
  readonly passwordHash?: string | undefined;
  readonly events: readonly AuthEvent[];
}

/** What lists of accounts are sorted by. */
export interface AccountKey {
  readonly createTime: Date;
  readonly userId: UserId;
}

export interface NewAccount {
  readonly account: Account;
  readonly passwordHash: string;
  readonly opened?: OpenedSession | undefined;
  /** The first code the account is sent. */
  readonly code?: Code | undefined;
  readonly ends?: Guest | undefined;
  readonly events: readonly AuthEvent[];
}

export interface PasswordChange {
  /** The session that goes on. */
  readonly session: Session;
  readonly email: string;
  /** The hash that was verified. */
  readonly verifiedHash: string;
  readonly passwordHash: string;
  readonly now: Date;
}

/** Keeps sessions, refresh tokens (their SHA-256) and failed sign-ins (by the SHA-256 of the e-mail). */
export interface SessionStore {
  /** What a sign-in is checked against. */
  findCredentials(email: string): Promise<Credentials>;
  /** What a change of the password is checked against; undefined if there is no account. */
  findOwnCredentials(userId: UserId): Promise<OwnCredentials | undefined>;
  /** Replaces the hash of the same password; false if it is no longer that one. */
  replaceHash(userId: UserId, hash: string, next: string): Promise<boolean>;
  /** Counts a failed sign-in. False if no attempt was to be taken at the time. */
  countFailure(email: string, now: Date): Promise<boolean>;
  /**
   * Opens a session for who has shown the password, and forgets the failures of the e-mail. Undefined if meanwhile no
   * attempt is to be taken, the proof was used, or without one the password has changed or a factor was added; with one
   * a changed password is CREDENTIALS_WRONG. `ends` is a guest whose session ends, with these events; fails with
   * TOKEN_INVALID if it had ended.
   */
  open(signIn: SignedInSession): Promise<Access | undefined>;
  /**
   * Opens a session for who has shown a passkey, which is used up. Undefined if it is no longer good. `ends` is a guest whose
   * session ends, with these events; fails with TOKEN_INVALID if it had ended.
   */
  openProven(signIn: ProvenSession): Promise<Access | undefined>;
  /** Exchanges a refresh token for the next, once; undefined if it is not to be exchanged. */
  exchange(token: string, next: NextToken): Promise<Exchanged | undefined>;
  /** The session of a refresh token that was exchanged before and has not expired. */
  findReused(token: string, now: Date): Promise<Session | undefined>;
  /** Ends a session, of a guest too, and tells `because` of it. No event if it had ended. */
  end(session: Session, now: Date, because?: readonly AuthEvent[]): Promise<readonly AccessEnded[]>;
  hasEnded(session: Session): Promise<boolean>;
  /** Whether the session, with access of this version, holds, and what it has shown since. */
  findAccess(session: Session, accessVersion: number, provenSince: Date): Promise<SessionAccess>;
  /** Deletes what has expired, in bounded batches. */
  purge(now: Date): Promise<void>;
}

export interface SessionAccess {
  /** The session has ended, or all access of the user of that version. */
  readonly hasEnded: boolean;
  /** The user has a factor that the session has not shown of late. */
  readonly lacksProof: boolean;
  /** The staff acts for the user in it. */
  readonly isImpersonation: boolean;
}

/** Of an e-mail, with or without an account. */
export interface Credentials {
  readonly account?:
    | { readonly userId: UserId; readonly passwordHash: string; readonly factorKinds: readonly FactorKind[] }
    | undefined;
  /** No attempt is taken before. */
  readonly lockedUntil?: Date | undefined;
}

export interface OwnCredentials {
  readonly email: string;
  /** Absent if the account has no password. */
  readonly passwordHash?: string | undefined;
  /** No attempt is taken before. */
  readonly lockedUntil?: Date | undefined;
}

export interface ProvenSession {
  readonly opened: OpenedSession;
  readonly shown: ShownProof;
  readonly ends?: Guest | undefined;
  readonly events: readonly AuthEvent[];
}

export interface SignedInSession {
  readonly email: string;
  /** The hash that was verified. */
  readonly passwordHash: string;
  readonly opened: OpenedSession;
  /** Used up with it; left out for an account without a factor. */
  readonly shown?: ShownProof | undefined;
  readonly ends?: Guest | undefined;
  readonly events: readonly AuthEvent[];
}

export interface NextToken {
  readonly token: string;
  readonly now: Date;
  readonly expireTime: Date;
  /** Default: nothing is known of it. */
  readonly client?: Client | undefined;
}

export interface Exchanged extends Access {
  readonly session: Session;
}

/** Hashes passwords, slowly on purpose. Both refuse with SERVER_OVERLOADED when too many wait. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Without a hash it does the same work and answers false. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** True for a hash as `hash` makes it. */
  isCurrent(hash: string): boolean;
}

/** Makes and reads tokens. */
export interface Tokens {
  /** `actor` is who acts for the user, if it is not the user. */
  access(session: Session, access: Access | "guest", actor?: UserId): Promise<string>;
  /** For a key, whose id stands for the session. */
  apiKeyAccess(key: UsedKey, permissions: readonly string[], lifetimeMs: number): Promise<string>;
  /** Random; to be told once and kept as a digest. */
  newApiKeySecret(): string;
  /** Of a registered user: random, to be kept. */
  newRefreshToken(): string;
  /** Of a guest: signed, and nothing to keep. */
  guestRefreshToken(guest: Guest): Promise<string>;
  /** Undefined for what is no guest's refresh token, or has expired. */
  readGuestRefreshToken(token: string): Promise<Guest | undefined>;
}
