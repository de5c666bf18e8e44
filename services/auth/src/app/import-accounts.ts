import type { RequestKey } from "#mesh/kernel";
import { type Account, normalEmail, openAccount } from "../domain/account.ts";
import { hashKindOf } from "../domain/password-hash.ts";
import type { AuthPorts } from "./ports.ts";

export interface ImportedAccount {
  readonly email: string;
  readonly displayName: string;
  readonly emailVerified: boolean;
  /** Empty for none. */
  readonly passwordHash: string;
}

/** What came of an account. */
export type ImportResult =
  | { readonly outcome: "OPENED" | "PRESENT"; readonly userId: string }
  | { readonly outcome: "HASH_UNSUPPORTED" };

/** Opens an account for each e-mail that has none; one that is there stays as it is. */
export const importAccounts =
  ({ accounts, clock, ids }: AuthPorts) =>
  async (imported: readonly ImportedAccount[], request?: RequestKey): Promise<readonly ImportResult[]> => {
    const now = clock.now();
    const open = ({ email, displayName, emailVerified, passwordHash }: ImportedAccount) => {
      const who = { userId: ids.next("usr"), email: normalEmail(email), displayName, emailVerified };
      const { next: account, events } = openAccount({ ...who, roles: ["customer"], wasGuest: false }, now);
      return { account, events, passwordHash: passwordHash === "" ? undefined : passwordHash };
    };
    const isUnderstood = ({ passwordHash }: ImportedAccount) =>
      passwordHash === "" || hashKindOf(passwordHash) !== undefined;
    const kept = await accounts.createMissing(imported.filter(isUnderstood).map(open), request);
    return imported.map((one): ImportResult => {
      const found = isUnderstood(one) ? kept.get(normalEmail(one.email)) : undefined;
      return found === undefined ? { outcome: "HASH_UNSUPPORTED" } : resultOf(found);
    });
  };

function resultOf({ userId, isNew }: { readonly userId: Account["userId"]; readonly isNew: boolean }): ImportResult {
  return { outcome: isNew ? "OPENED" : "PRESENT", userId };
}
