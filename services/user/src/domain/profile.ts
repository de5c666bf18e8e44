import { isDeepStrictEqual } from "node:util";
import { type Decision, type DomainEvent, isCurrency, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { UserId } from "./ids.ts";
import { isLanguage } from "./language.ts";

/** What people say of themselves; empty text stands for what they have not said. */
export interface ProfileContent {
  readonly displayName: string;
  /** A picture of theirs, with https. */
  readonly avatarUrl: string;
  /** BCP 47. */
  readonly languageCode: string;
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly marketingAccepted: boolean;
}

/** An account as the auth service tells it. */
export interface Account {
  readonly userId: UserId;
  readonly displayName: string;
  readonly email: string;
  readonly emailVerified: boolean;
}

/** A customer as another system of the shop knows them; empty text stands for what it does not know. */
export interface Customer {
  /** What the other system calls them, unique; empty of a profile it does not know. */
  readonly externalReference: string;
  readonly displayName: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
}

export interface Profile extends ProfileContent, Account, Customer {
  /** 0 of a profile that was never kept; also the etag. */
  readonly version: number;
  /** Absent of a profile that was never kept, as is `updateTime`. */
  readonly createTime?: Date | undefined;
  readonly updateTime?: Date | undefined;
}

export type ProfileField = keyof ProfileContent | keyof Omit<Account, "userId"> | keyof Customer;

/** Key: the user; version: that of the profile. It tells which fields changed and never what they hold. */
export interface UserUpdated extends DomainEvent {
  readonly type: "UserUpdated";
  readonly changedFields: readonly ProfileField[];
}

/** The profile of somebody of whom nothing was ever said. */
export function emptyProfile(userId: UserId): Profile {
  const said = { displayName: "", avatarUrl: "", languageCode: "", currencyCode: "", marketingAccepted: false };
  const known = { email: "", emailVerified: false, countryCode: "", externalReference: "" };
  return { ...said, ...known, userId, version: 0 };
}

/**
 * The profile with the change; one that changes nothing gives no new version and no event. An empty etag fits any
 * version. Fails with ETAG_MISMATCH, LANGUAGE_UNKNOWN, CURRENCY_UNKNOWN.
 */
export function updateProfile(
  profile: Profile,
  change: Partial<ProfileContent>,
  etag: string,
  now: Date,
): Decision<Profile, UserUpdated> {
  if (etag !== "" && etag !== String(profile.version)) throw refuseShared("ETAG_MISMATCH");
  const { languageCode = "", currencyCode = "" } = change;
  if (languageCode !== "" && !isLanguage(languageCode)) throw refuse("LANGUAGE_UNKNOWN", field("language_code"));
  if (currencyCode !== "" && !isCurrency(currencyCode)) throw refuse("CURRENCY_UNKNOWN", field("currency_code"));
  return withFields(profile, change, now);
}

/** The profile with what the auth service knows; a name that the person gave stays. */
export function keepAccount(profile: Profile, account: Account, now: Date): Decision<Profile, UserUpdated> {
  const { email, emailVerified } = account;
  return withFields(profile, { displayName: profile.displayName || account.displayName, email, emailVerified }, now);
}

/** The profile with what another system knows of its customer; what that does not know stays. */
export function keepCustomer(profile: Profile, customer: Customer, now: Date): Decision<Profile, UserUpdated> {
  const { externalReference, displayName, countryCode } = customer;
  const known = { displayName: displayName || profile.displayName, countryCode: countryCode || profile.countryCode };
  return withFields(profile, { ...known, externalReference }, now);
}

function withFields(
  profile: Profile,
  change: Partial<Pick<Profile, ProfileField>>,
  now: Date,
): Decision<Profile, UserUpdated> {
  const changedFields = (Object.keys(change) as ProfileField[]).filter(
    (name) => !isDeepStrictEqual(change[name], profile[name]),
  );
  if (changedFields.length === 0) return { next: profile, events: [] };
  const version = profile.version + 1;
  const next = { ...profile, ...change, version, createTime: profile.createTime ?? now, updateTime: now };
  return { next, events: [{ type: "UserUpdated", key: profile.userId, version, changedFields }] };
}

function field(name: string) {
  return { fields: [{ field: `user.${name}`, description: "is not known" }] };
}
