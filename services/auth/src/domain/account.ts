import type { Decision } from "#mesh/kernel";
import type { AccountRegistered } from "./events.ts";
import type { UserId } from "./ids.ts";

/** Somebody who can sign in. The password is the store's alone. */
export interface Account {
  readonly userId: UserId;
  /** Of the account's events, counted from 1. */
  readonly version: number;
  /** The `ver` of the access tokens given out now, counted from 1; when it grows, earlier ones end. */
  readonly authVersion: number;
  /** As `normalEmail` makes it. */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly displayName: string;
  /** Names of roles, sorted. */
  readonly roles: readonly string[];
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface AccountDraft extends Pick<Account, "userId" | "email" | "displayName" | "emailVerified" | "roles"> {
  readonly wasGuest: boolean;
}

/** A new account. */
export function openAccount({ wasGuest, ...draft }: AccountDraft, now: Date): Decision<Account, AccountRegistered> {
  const next: Account = { ...draft, version: 1, authVersion: 1, createTime: now, updateTime: now };
  return { next, events: [{ type: "AccountRegistered", key: next.userId, version: 1, wasGuest }] };
}

/** An e-mail address as accounts are found by it: case does not matter. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
