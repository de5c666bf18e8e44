import type { Call } from "#mesh/kernel";
import type { BreakerState } from "./breaker.ts";
import type { CallOptions } from "./channel.ts";
import type { Incoming } from "./incoming.ts";

/** How a call ended. */
export interface Outcome {
  /** google.rpc.Code; 0 is OK. */
  readonly code: number;
  /** The reason of the refusal; "" on success. */
  readonly reason: string;
  /** What was thrown; with a `logId`, an unexpected error that the caller does not get to see. */
  readonly error?: unknown;
  /** Names this failure to the caller and in the log. */
  readonly logId?: string | undefined;
  /** The call, if it came so far. */
  readonly call?: Call | undefined;
}

/** One call under observation. */
export interface Observation {
  /** W3C traceparent of the observation's span, carried by nested calls; left out, the call's own is carried on. */
  readonly traceparent?: string | undefined;
  /** Called once, when the caller has its answer. */
  end(outcome: Outcome): void;
}

/** Turns calls into metrics, traces and log entries. It must not throw. */
export interface RpcObserver {
  /** A call arrived. `path` is "" if there is no such method, so that a stranger cannot invent names. */
  serving(path: string, incoming: Incoming): Observation;
  /** A call to another service starts. */
  calling(service: string, path: string, options: CallOptions): Observation;
  /** Calls to the service stop, are tried, or flow again. */
  breakerChanged?(service: string, state: BreakerState): void;
}

const unobserved: Observation = { end: () => {} };

/** Observes nothing. */
export const noObserver: RpcObserver = { serving: () => unobserved, calling: () => unobserved };
