import { type Caller, createIds, systemClock } from "#mesh/kernel";
import type { NewAccount } from "../src/app/ports.ts";
import { type Account, openAccount } from "../src/domain/account.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export const password = "a mug of stoneware";

export function anEmail(): string {
  return `ada.${ids.uuid()}@example.com`;
}

/** A request to register, with an e-mail nobody else has. */
export function aRegistration(change: { email?: string; password?: string; displayName?: string } = {}) {
  return { email: anEmail(), password, displayName: "Ada", ...change };
}

export function anAccount(change: Partial<Account> = {}): Account {
  const who = { userId: ids.next("usr"), email: anEmail(), displayName: "Ada", emailVerified: false };
  return { ...openAccount({ ...who, roles: ["customer"], wasGuest: false }, noon).next, ...change };
}

/** What a store is given to keep an account. */
export function aNewAccount(change: Partial<Account> = {}): NewAccount {
  const account = anAccount(change);
  const { userId: key } = account;
  const events = [{ type: "AccountRegistered", key, version: 1, wasGuest: false }] as const;
  return { account, passwordHash: "$argon2id$not-a-hash", events };
}

export function aCaller(...permissions: readonly string[]): Caller {
  const user = {
    userId: ids.next("usr"),
    sessionId: ids.next("ses"),
    permissions: new Set(permissions),
    isGuest: false,
  };
  return { workload: "gateway", user };
}
