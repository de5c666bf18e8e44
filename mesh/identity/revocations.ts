/** What a verified token says of where it comes from. */
export interface TokenOrigin {
  readonly userId: string;
  readonly sessionId: string;
  /** The `ver` claim: the version of the user's access when the token was given out. */
  readonly accessVersion: number;
}

/** Tokens that ended before their time; each entry is forgotten once no token it could concern lives any more. */
export interface Revocations {
  endSession(sessionId: string): void;
  endVersionsBelow(userId: string, version: number): void;
  /** Why the token is refused; undefined if it is not. */
  reasonFor(origin: TokenOrigin): string | undefined;
}

interface Entry {
  readonly version: number;
  readonly until: number;
}

/** `keepMs` is the longest a token may still live. */
export function createRevocations(now: () => number, keepMs: number): Revocations {
  const sessions = new Map<string, Entry>();
  const versions = new Map<string, Entry>();

  /** Entries lie in the order they end, since all are kept for the same time. */
  const keep = (entries: Map<string, Entry>, key: string, version: number) => {
    for (const [old, { until }] of entries) {
      if (until > now()) break;
      entries.delete(old);
    }
    entries.delete(key);
    entries.set(key, { version, until: now() + keepMs });
  };

  return {
    endSession: (sessionId) => keep(sessions, sessionId, 0),
    endVersionsBelow(userId, version) {
      keep(versions, userId, Math.max(version, versions.get(userId)?.version ?? 0));
    },
    reasonFor({ userId, sessionId, accessVersion }) {
      if (sessions.has(sessionId)) return "the session was revoked";
      return accessVersion < (versions.get(userId)?.version ?? 0) ? "the user's access has changed since" : undefined;
    },
  };
}
