import type { Client } from "../domain/client.ts";
import type { Session } from "../domain/session.ts";

/** A new session with its first refresh token. */
export interface OpenedSession extends Session {
  readonly refreshToken: string;
  readonly now: Date;
  readonly expireTime: Date;
  /** Default: nothing is known of it. */
  readonly client?: Client | undefined;
}
