import type { Client } from "../domain/client.ts";
import { refuse } from "../domain/errors.ts";
import { guestSignedIn, sessionEnded } from "../domain/session.ts";
import { newSession, type Pair, pairFor } from "./pair.ts";
import type { PasskeyAssertion } from "./passkey-ports.ts";
import type { AuthPorts, Visitor } from "./ports.ts";
import { readPasskey } from "./read-passkey.ts";

/** Signs in by a passkey alone; a guest's tokens end and its belongings move to the account. Fails with PASSKEY_WRONG. */
export const signInWithPasskey =
  (ports: AuthPorts) =>
  async (visitor: Visitor, given: PasskeyAssertion, client?: Client): Promise<Pair> => {
    const shown = await readPasskey(ports, given);
    if (shown === undefined) throw refuse("PASSKEY_WRONG");
    const { userId } = shown;
    const opened = newSession(ports, userId, client);
    const ends = visitor.kind === "guest" ? visitor.guest : undefined;
    const events = ends === undefined ? [] : guestSignedIn(ends, userId);
    const access = await ports.sessions.openProven({ opened, shown, ends, events });
    if (access === undefined) throw refuse("PASSKEY_WRONG");
    if (ends !== undefined) ports.endAccess(sessionEnded(ends));
    return pairFor(ports, opened, access, opened.refreshToken);
  };
