import { normalEmail, openAccount } from "../domain/account.ts";
import type { Client } from "../domain/client.ts";
import { codeRequested, newCode } from "../domain/code.ts";
import { refuse } from "../domain/errors.ts";
import type { UserId } from "../domain/ids.ts";
import { isCommonPassword } from "../domain/password.ts";
import { sessionEnded } from "../domain/session.ts";
import { newSession, type Pair, pairFor } from "./pair.ts";
import type { AuthPorts, Visitor } from "./ports.ts";

export interface Register {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly client?: Client | undefined;
}

/**
 * Opens an account, signs in, and asks for a code that verifies the e-mail. A guest's account takes over the guest's user
 * id, and the guest's tokens end. Fails with ALREADY_REGISTERED, PASSWORD_TOO_COMMON, EMAIL_TAKEN, SERVER_OVERLOADED.
 */
export const register =
  (ports: AuthPorts) =>
  async (visitor: Visitor, { email, password, displayName, client }: Register): Promise<Pair> => {
    const { accounts, passwords, commonPasswords, clock, ids } = ports;
    if (visitor.kind === "user") throw refuse("ALREADY_REGISTERED");
    if (isCommonPassword(password, commonPasswords)) throw refuse("PASSWORD_TOO_COMMON");
    const passwordHash = await passwords.hash(password);
    const guest = visitor.kind === "guest" ? visitor.guest : undefined;
    const userId: UserId = guest?.userId ?? ids.next("usr");
    const who = { userId, email: normalEmail(email), displayName, emailVerified: false, roles: ["customer"] };
    const now = clock.now();
    const { next, events } = openAccount({ ...who, wasGuest: guest !== undefined }, now);
    const code = newCode({ codeId: ids.next("cod"), userId, purpose: "VERIFY_EMAIL" }, now);
    const opened = newSession(ports, userId, client);
    const ended = guest === undefined ? [] : [sessionEnded(guest)];
    const told = [...events, codeRequested(code), ...ended];
    await accounts.create({ account: next, passwordHash, opened, code, ends: guest, events: told });
    ended.forEach(ports.endAccess);
    return pairFor(ports, opened, next, opened.refreshToken);
  };
