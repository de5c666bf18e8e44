import { RateClass } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { refuse } from "#mesh/kernel";
import type { Method } from "#mesh/rpc";
import { type CallCounts, countsInMemory } from "./call-counts.ts";
import type { Rate } from "./rate.ts";

/** The classes of a contract's `rate_class`. */
export type RateName = "read" | "search" | "write" | "credential" | "money" | "bulk";

/** The rate of each class; a class without one is not limited. */
export type Rates = Readonly<Partial<Record<RateName, Rate | undefined>>>;

/** Who calls, and how to tell them how they stand besides the answer itself. */
export interface Visitor {
  readonly address: string;
  /** The `User-Agent` header; absent if there is none. */
  readonly userAgent?: string | undefined;
  setHeader(name: string, value: string | readonly string[]): void;
}

/** Whom a verified token speaks for. */
export interface Identity {
  readonly userId: string;
  /** True for a visitor without an account. */
  readonly isGuest: boolean;
}

/**
 * Counts a call and throws RATE_LIMITED if it is one too many. Without a verified token calls count by address; those
 * where credentials can be guessed always do, and those that move money do for guests, whom one address can make many.
 */
export type LimitCalls = (method: Method, visitor: Visitor, identity?: Identity) => Promise<void> | undefined;

/** Makes the counts of one class. */
export type OpenCounts = (name: RateName, rate: Rate) => CallCounts;

const names: Readonly<Record<RateClass, RateName>> = {
  [RateClass.UNSPECIFIED]: "read",
  [RateClass.READ]: "read",
  [RateClass.SEARCH]: "search",
  [RateClass.WRITE]: "write",
  [RateClass.CREDENTIAL]: "credential",
  [RateClass.MONEY]: "money",
  [RateClass.BULK]: "bulk",
};

/** Headers as in draft-ietf-httpapi-ratelimit-headers-11. */
export function limitCalls(rates: Rates, open: OpenCounts = (_, rate) => countsInMemory(rate)): LimitCalls {
  const limits = new Map<RateName, ReturnType<typeof limitOf>>();
  for (const [name, rate] of Object.entries(rates) as [RateName, Rate | undefined][]) {
    if (rate !== undefined) limits.set(name, limitOf(name, rate, open(name, rate)));
  }
  return ({ policy }, visitor, identity) => {
    const name = names[policy.rateClass] ?? "read";
    return limits.get(name)?.(visitor, callerOf(name, visitor, identity));
  };
}

function callerOf(name: RateName, { address }: Visitor, identity: Identity | undefined): string {
  if (identity === undefined || name === "credential") return address;
  return name === "money" && identity.isGuest ? address : identity.userId;
}

function limitOf(name: RateName, { calls, windowSeconds }: Rate, counts: CallCounts) {
  const policy = `"${name}";q=${calls};w=${windowSeconds}`;
  return async (visitor: Visitor, caller: string): Promise<void> => {
    const { isWelcome, remaining, resetMs } = await counts.count(caller);
    visitor.setHeader("RateLimit-Policy", policy);
    visitor.setHeader("RateLimit", `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`);
    if (!isWelcome) throw refuse("RATE_LIMITED", { metadata: { rate_class: name }, retryAfterMs: resetMs });
  };
}
