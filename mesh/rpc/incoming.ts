import type { PeerSignal } from "./peer-signal.ts";

/** A call as a transport hands it to the core. */
export interface Incoming {
  /** The proven name of the program that dialled; "" if it has none. */
  readonly workload: string;
  /** The access token as it came, unverified. */
  readonly token?: string | undefined;
  /** When the caller stops waiting, in milliseconds since the epoch. */
  readonly deadline?: number | undefined;
  /** Fires when the caller goes away. */
  readonly signal?: PeerSignal | undefined;
  readonly requestId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  readonly baggage?: string | undefined;
}
