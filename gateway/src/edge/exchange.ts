import type { EdgeContext } from "./edge-call.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";

/** One request of a client and the answer it got. */
export interface Exchange {
  readonly requestId: string;
  readonly httpVersion: string;
  readonly httpMethod: string;
  /** What answered: a path of an RPC or a page, a template of REST, or "unknown"; never free text of the client. */
  readonly route: string;
  /** The HTTP status; 499 if the client left before the answer was out. */
  readonly status: number;
  readonly seconds: number;
}

/** Told of every exchange when it is over. It must not throw. */
export type ExchangeObserver = (exchange: Exchange) => void;

const clientLeft = 499;

/** Reports the exchange once its answer is out or its client gone. */
export function observeExchange(
  request: EdgeRequest,
  response: EdgeResponse,
  { requestId, arrived }: EdgeContext,
  routeOf: () => string,
  observer: ExchangeObserver,
): void {
  response.once("close", () => {
    const status = response.writableFinished || response.headersSent ? response.statusCode : clientLeft;
    const { httpVersion, method: httpMethod = "" } = request;
    const seconds = (Date.now() - arrived) / 1000;
    observer({ requestId, httpVersion, httpMethod, route: routeOf(), status, seconds });
  });
}
