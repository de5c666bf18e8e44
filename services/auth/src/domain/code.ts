import type { CodePurpose } from "./code-purpose.ts";
import type { CodeRequested } from "./events.ts";
import type { CodeId, UserId } from "./ids.ts";

/** What is kept of a code; the code itself is derived from its id. */
export interface Code {
  readonly codeId: CodeId;
  readonly userId: UserId;
  readonly purpose: CodePurpose;
  readonly expireTime: Date;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const lifeMs: Readonly<Record<CodePurpose, number>> = { VERIFY_EMAIL: 24 * hourMs, RESET_PASSWORD: 30 * minuteMs };

/** How often codes are taken and given out. */
export const codeLimits = {
  /** Of one code, the right one included. */
  tries: 10,
  /** Of one user and purpose within `countedMs`, which begin with the first of them. */
  requests: 5,
  countedMs: hourMs,
} as const;

/** A code that is good from now on. */
export function newCode(code: Omit<Code, "expireTime">, now: Date): Code {
  return { ...code, expireTime: new Date(now.getTime() + lifeMs[code.purpose]) };
}

/** Requests are no versions of the account: they all carry version 1. */
export function codeRequested({ userId, codeId, purpose }: Code): CodeRequested {
  return { type: "CodeRequested", key: userId, version: 1, codeId, purpose };
}
