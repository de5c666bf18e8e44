import type { AuthPorts, Credentials } from "./ports.ts";

/**
 * The account's hash of the password, which is right; undefined if it is not. One that another system made is made anew
 * first, so that the next sign-in knows only ours.
 */
export async function verifiedHash(
  ports: AuthPorts,
  email: string,
  password: string,
  account: Credentials["account"],
): Promise<string | undefined> {
  const { passwords, sessions } = ports;
  const isRight = await passwords.verify(password, account?.passwordHash);
  if (account === undefined || !isRight) return undefined;
  if (passwords.isCurrent(account.passwordHash)) return account.passwordHash;
  const better = await passwords.hash(password);
  if (await sessions.replaceHash(account.userId, account.passwordHash, better)) return better;
  // Somebody else was quicker: another sign-in with this password, or a change of it.
  return verifiedHash(ports, email, password, (await sessions.findCredentials(email)).account);
}
