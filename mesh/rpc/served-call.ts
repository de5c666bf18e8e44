import { randomUUID } from "node:crypto";
import { type Call, type Caller, DomainError, type RequestKey, refuse } from "#mesh/kernel";
import type { Incoming } from "./incoming.ts";
import type { PeerSignal } from "./peer-signal.ts";

const requestIdPattern = /^[\w.:-]{1,100}$/;

/** One call being served: ends at its deadline, when its caller goes away, or when its answer is ready. */
export class ServedCall implements Call {
  readonly method: string;
  readonly deadline: number;
  readonly requestId: string;
  readonly traceparent: string;
  readonly tracestate: string | undefined;
  readonly baggage: string | undefined;
  caller: Caller;
  request: RequestKey | undefined = undefined;
  validateOnly = false;

  readonly #incoming: PeerSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #waiting = new Set<(error: unknown) => void>();
  #controller: AbortController | undefined;
  #isOver = false;
  #reason: unknown;

  constructor(method: string, incoming: Incoming, deadline: number, now: number, traceparent: string | undefined) {
    this.method = method;
    this.deadline = deadline;
    this.caller = { workload: incoming.workload };
    this.requestId = readRequestId(incoming.requestId);
    this.traceparent = traceparent ?? incoming.traceparent ?? "";
    this.tracestate = incoming.tracestate;
    this.baggage = incoming.baggage;
    this.#incoming = incoming.signal;
    this.#timer = setTimeout(passDeadline, deadline - now, this);
    if (incoming.signal?.aborted) this.#cancel();
    else incoming.signal?.addEventListener("abort", this.#cancel);
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isOver) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** Gives the work's outcome, or rejects as soon as the call is over. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#isOver) reject(this.#reason);
      this.#waiting.add(reject);
      work.then(
        (value) => {
          this.#waiting.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(reject);
          reject(error);
        },
      );
    });
  }

  /** Ends the call for this reason: fires `signal` and rejects everything that `race` waits for. */
  end(reason: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reason = reason;
    this.close();
    this.#controller?.abort(reason);
    for (const reject of this.#waiting) reject(reason);
  }

  /** The answer is out: stops watching the clock and the caller. */
  close(): void {
    clearTimeout(this.#timer);
    this.#incoming?.removeEventListener("abort", this.#cancel);
  }

  readonly #cancel = () => this.end(goneReason(this.#incoming));
}

/** Why the caller went away: it may have run out of time itself. */
export function goneReason(signal: PeerSignal | undefined): DomainError {
  return signal?.reason instanceof DomainError ? signal.reason : refuse("CALL_CANCELLED");
}

function passDeadline(call: ServedCall): void {
  call.end(refuse("DEADLINE_PASSED"));
}

function readRequestId(given: string | undefined): string {
  return given !== undefined && requestIdPattern.test(given) ? given : randomUUID();
}
