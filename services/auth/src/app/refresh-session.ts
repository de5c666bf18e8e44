import type { Client } from "../domain/client.ts";
import { refuse } from "../domain/errors.ts";
import { refreshTokenReused } from "../domain/session.ts";
import { guestPair, type Pair, pairFor, refreshEnd } from "./pair.ts";
import type { AuthPorts } from "./ports.ts";

/**
 * The next pair of a session. A token that was exchanged before ends its session: somebody else has it too, and nobody
 * can tell who. Fails with REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED.
 */
export const refreshSession =
  (ports: AuthPorts) =>
  async (refreshToken: string, client?: Client): Promise<Pair> => {
    const { sessions, tokens, clock } = ports;
    const guest = await tokens.readGuestRefreshToken(refreshToken);
    if (guest !== undefined) {
      if (await sessions.hasEnded(guest)) throw refuse("REFRESH_TOKEN_INVALID");
      return guestPair(ports, guest);
    }
    const now = clock.now();
    const next = { token: tokens.newRefreshToken(), now, expireTime: refreshEnd(now), client };
    const exchanged = await sessions.exchange(refreshToken, next);
    if (exchanged === undefined) throw await refusalOf(ports, refreshToken, now);
    return pairFor(ports, exchanged.session, exchanged, next.token);
  };

async function refusalOf({ sessions, endAccess }: AuthPorts, refreshToken: string, now: Date) {
  const session = await sessions.findReused(refreshToken, now);
  if (session === undefined) return refuse("REFRESH_TOKEN_INVALID");
  for (const ended of await sessions.end(session, now, [refreshTokenReused(session)])) endAccess(ended);
  return refuse("REFRESH_TOKEN_REUSED");
}
