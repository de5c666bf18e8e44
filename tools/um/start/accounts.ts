import { randomBytes } from "node:crypto";
import { keepForOwner } from "./owner-file.ts";

/** What somebody signs in with. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** The accounts of a development market: one that may do everything, one that buys. */
export interface Accounts {
  readonly admin: Account;
  readonly customer: Account;
}

export interface KeptAccounts extends Accounts {
  /** The file they are kept in, readable by its owner only. */
  readonly file: string;
  /** True if they were made just now. */
  readonly areNew: boolean;
  /** E-mails of accounts whose password was made up just now, so that nobody knows it yet. */
  readonly madeUp: readonly string[];
  /** E-mails of accounts that have another password already than the one given. */
  readonly unchanged: readonly string[];
}

/**
 * The accounts kept in the file, or new ones with the passwords given, at random for those that are not. Passwords of
 * accounts that exist stay.
 */
export async function openAccounts(
  file: string,
  given: { readonly [Name in keyof Accounts]?: string | undefined },
): Promise<KeptAccounts> {
  const { value, isNew } = await keepForOwner<Accounts>(file, () => ({
    admin: { email: "admin@ultramarket.example", password: given.admin ?? randomPassword() },
    customer: { email: "customer@ultramarket.example", password: given.customer ?? randomPassword() },
  }));
  const accounts = [
    { ...value.admin, wanted: given.admin },
    { ...value.customer, wanted: given.customer },
  ];
  const emails = (which: (account: (typeof accounts)[number]) => boolean) =>
    accounts.filter(which).map(({ email }) => email);
  return {
    ...value,
    file,
    areNew: isNew,
    madeUp: isNew ? emails(({ wanted }) => wanted === undefined) : [],
    unchanged: emails(({ wanted, password }) => wanted !== undefined && wanted !== password),
  };
}

/** 20 characters, 120 bits. */
function randomPassword(): string {
  return randomBytes(15).toString("base64url");
}
