import type { DescMethod } from "@bufbuild/protobuf";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { Code, StatusError } from "./status.ts";

/** One request and its answer. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** Fires with a StatusError when the client goes away or the time is up. */
  readonly signal: AbortSignal;
  /** True once the client went away: nobody reads an answer any more. */
  isAbandoned(): boolean;
  /** Starts the clock; answers the deadline in milliseconds since the epoch. */
  startTimer(ms: number): number;
  /** Stops the clock and watches the connection no longer. */
  end(): void;
  /** The RPC, once it is found. */
  method?: DescMethod;
}

const longestTimer = 2 ** 31 - 1;

/** Watches a request until `end`. */
export function openExchange(request: HttpRequest, response: HttpResponse): Exchange {
  const controller = new AbortController();
  let abandoned = false;
  let timer: NodeJS.Timeout | undefined;
  const goneAway = () => {
    abandoned = true;
    controller.abort(new StatusError(Code.CANCELLED, "the client went away"));
  };
  response.once("close", goneAway);
  return {
    request,
    response,
    signal: controller.signal,
    isAbandoned: () => abandoned,
    startTimer(ms) {
      const timeUp = () =>
        controller.abort(new StatusError(Code.DEADLINE_EXCEEDED, "the answer was not ready in time"));
      if (ms < 1) timeUp();
      else timer = setTimeout(timeUp, Math.min(ms, longestTimer));
      return Date.now() + Math.floor(ms);
    },
    end() {
      clearTimeout(timer);
      response.off("close", goneAway);
    },
  };
}

/** What the work comes to, or the signal's reason as soon as that fires; how the work ends after that interests nobody. */
export function untilAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    const settled = () => signal.removeEventListener("abort", abort);
    work.then(resolve, reject).then(settled, settled);
  });
}
