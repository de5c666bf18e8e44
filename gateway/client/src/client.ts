import type { Transport } from "@connectrpc/connect";
import type { Calling } from "./calls/attempts.ts";
import { fixedToken } from "./calls/credentials.ts";
import { defaultRetryPolicy, type RetryPolicy } from "./calls/retry.ts";
import type { MarketError } from "./errors/market-error.ts";
import { createServiceClient, type ServiceClient, type ServiceEntry } from "./service-client.ts";
import { authCalls } from "./session/auth-calls.ts";
import { byCookie, byToken } from "./session/carrier.ts";
import { type CsrfToken, csrfTokenOf, readBy } from "./session/csrf-token.ts";
import { oneAtATime } from "./session/one-at-a-time.ts";
import { renewing } from "./session/renewal.ts";
import { createSession, type Session } from "./session/session.ts";
import { localStore, memoryStore, type SessionStore, tellingOfEnds } from "./session/session-store.ts";
import { fetchTransport, type TransportOptions } from "./transport.ts";

export interface ClientOptions extends TransportOptions {
  /** Instead of one on `fetch`: gRPC in Node, say, by `@connectrpc/connect-node`. */
  readonly transport?: Transport | undefined;
  /** Repeats of calls that may be repeated. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** A token of your own for all calls, such as an API key; then `session` speaks for nobody. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /**
   * True in browsers to keep tokens in cookies that no script can read: of the market's own host, or of another of its site
   * that the market lists. With a `transport` of your own, such a page has to know the CSRF token by itself.
   */
  readonly cookies?: boolean | { readonly csrfToken: () => string } | undefined;
  /** Where to keep who is signed in. Default: in memory; with `cookies` in `localStorage`, where no tokens go then. */
  readonly store?: SessionStore | undefined;
  /** Is told when the session ended by itself: it has expired, or somebody ended it. */
  readonly onSessionEnd?: ((error: MarketError) => void) | undefined;
}

/** A client of each service, by the names that were given, and the session they share. */
export type Client<S extends Readonly<Record<string, ServiceEntry>>> = {
  readonly [K in keyof S]: ServiceClient<S[K]>;
} & { readonly session: Session };

/** A client of some services; those of `@ultramarket/client/services` are known by name. */
export function createClient<S extends Readonly<Record<string, ServiceEntry>>>(
  services: S,
  options: ClientOptions,
): Client<S> {
  const csrf = csrfOf(options);
  const carrier = csrf === undefined ? byToken : byCookie(csrf.current);
  const transport = options.transport ?? fetchTransport(options, csrf?.hear);
  const retry = { ...defaultRetryPolicy, ...options.retry };
  const kept = options.store ?? (csrf === undefined ? memoryStore() : localStore());
  const store = csrf === undefined ? kept : tellingOfEnds(kept, csrf.forget);
  const inTurn = oneAtATime(store.sharedAs);
  const auth = authCalls({ transport, retry }, carrier.headers);
  const credentials = renewing({ auth, store, carrier, inTurn, onEnd: options.onSessionEnd });
  const calling: Calling = {
    transport,
    retry,
    credentials: options.token === undefined ? credentials : fixedToken(options.token),
  };
  const clients = Object.entries(services).map(([name, entry]) => [name, createServiceClient(calling, entry)]);
  const session = createSession({ auth, store, carrier, credentials, inTurn });
  return { ...Object.fromEntries(clients), session } as Client<S>;
}

/** Undefined for a client without cookies. */
function csrfOf({ cookies, baseUrl }: ClientOptions): CsrfToken | undefined {
  if (cookies === undefined || cookies === false) return undefined;
  return cookies === true ? csrfTokenOf(baseUrl) : readBy(cookies.csrfToken);
}
