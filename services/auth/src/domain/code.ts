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

const [minuteMs, hourMs] = [60_000, 3_600_000];

/** None ends before others may be asked for, so that who asks for all of them leaves the last one to its owner. */
const lifeMs: Readonly<Record<CodePurpose, number>> = {
  VERIFY_EMAIL: 24 * hourMs,
  RESET_PASSWORD: hourMs,
  SECOND_FACTOR: 10 * minuteMs,
};

/** How often codes are taken and given out. */
export const codeLimits = {
  /** Of one code, the right one included: few enough to find none of 50 bits, too many to use up another's in passing. */
  tries: 1_000,
  /** Of one user and purpose within `countedMsOf` it, which begin with the first of them. */
  requests: 5,
  /** Of any purpose, at most. */
  countedMs: hourMs,
} as const;

/** How long codes of a purpose count. */
export function countedMsOf(purpose: CodePurpose): number {
  return Math.min(codeLimits.countedMs, lifeMs[purpose]);
}

/** A code that is good from now on. */
export function newCode(code: Omit<Code, "expireTime">, now: Date): Code {
  return { ...code, expireTime: new Date(now.getTime() + lifeMs[code.purpose]) };
}

/** Requests are no versions of the account: they all carry version 1. */
export function codeRequested({ userId, codeId, purpose }: Code): CodeRequested {
  return { type: "CodeRequested", key: userId, version: 1, codeId, purpose };
}
