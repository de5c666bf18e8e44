import { AsyncLocalStorage } from "node:async_hooks";

/** A person or program with an access token. */
export interface User {
  /** "usr_...". */
  readonly userId: string;
  /** What they may do, such as "product.write"; "*" stands for everything. */
  readonly permissions: ReadonlySet<string>;
  readonly sessionId: string;
  /** True for a visitor without an account. */
  readonly isGuest: boolean;
  /** Version of their access when the token was given out. Default: 0. */
  readonly accessVersion?: number;
  /** Who of the staff acts for them. Default: nobody. */
  readonly actorId?: string | undefined;
}

/** Who calls: the program that dialled and, where one is behind it, the user whose token came along. */
export interface Caller {
  /** Service name, "gateway", or "" for a program without an identity. */
  readonly workload: string;
  readonly user?: User | undefined;
  /** The raw access token of the user, passed on to further services. */
  readonly token?: string | undefined;
}

/** True if the caller's user holds the permission. */
export function holds(caller: Caller, permission: string): boolean {
  const held = caller.user?.permissions;
  return held !== undefined && (held.has(permission) || held.has("*"));
}

/**
 * Identifies one wanted effect. Stored with it in the same transaction, so that a repeat gets the first answer and a
 * key under other content is refused.
 */
export interface RequestKey {
  /** Whose key it is: a user id, a workload, or a consumer. */
  readonly caller: string;
  /** Full name of the method, or the subject of the event. */
  readonly method: string;
  /** The `request_id`, or the event id. */
  readonly key: string;
  /** Digest of the content. */
  readonly hash: string;
}

/** One call being served: everything that travels with it. */
export interface Call {
  /** "/package.Service/Method". */
  readonly method: string;
  readonly caller: Caller;
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  readonly deadline: number;
  /** Fires when the deadline passes or the caller goes away. */
  readonly signal: AbortSignal;
  /** Correlates the log entries of all services behind one request at the edge. */
  readonly requestId: string;
  /** W3C traceparent; empty if the call is not traced. */
  readonly traceparent: string;
  /** Set for keyed methods whose request carries a `request_id`. */
  readonly request?: RequestKey | undefined;
  /** True if the request says `validate_only`: its change is decided on and undone. */
  readonly validateOnly?: boolean | undefined;
}

const calls = new AsyncLocalStorage<Call | undefined>();

/** The call this code runs for; undefined in background work. */
export function currentCall(): Call | undefined {
  return calls.getStore();
}

/** Runs `work` as part of `call`. */
export function runInCall<T>(call: Call, work: () => T): T {
  return calls.run(call, work);
}

/** Runs `work` as part of no call. */
export function runOutsideCalls<T>(work: () => T): T {
  return calls.run(undefined, work);
}
