import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import type { MarketError } from "../errors/market-error.ts";
import { toMarketError } from "../errors/to-market-error.ts";
import type { CallOptions } from "./call-options.ts";
import type { Credentials } from "./credentials.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { isRepeatable, type RetryPolicy, retryDelayMs } from "./retry.ts";

/** What calls are made with. */
export interface Calling {
  readonly transport: Transport;
  readonly credentials: Credentials;
  readonly retry: RetryPolicy;
}

/** Sends once, with these headers, and answers within so many milliseconds. */
export type Attempt<T> = (headers: Readonly<Record<string, string>>, timeoutMs: number) => Promise<T>;

/** Makes attempts within the deadline until one succeeds, or fails in a way that a further one cannot mend. */
export async function attempts<T>(
  { credentials, retry }: Calling,
  method: DescMethod,
  timeoutMs: number,
  options: CallOptions,
  send: Attempt<T>,
): Promise<T> {
  const deadline = startDeadline(method, timeoutMs, options.signal);
  const mayRepeat = isRepeatable(method) && options.retry !== false;
  for (let count = 1; ; count++) {
    try {
      return await authenticated(credentials, deadline, method, options.headers ?? {}, send);
    } catch (thrown) {
      const error = toMarketError(thrown, method);
      const waitMs = mayRepeat ? retryDelayMs(error, count, retry) : undefined;
      if (waitMs === undefined || !(await deadline.sleep(waitMs))) throw error;
    }
  }
}

/** A call refused for what it proved had no effect: any method is sent again, with something newer. */
async function authenticated<T>(
  credentials: Credentials,
  deadline: Deadline,
  method: DescMethod,
  headers: Readonly<Record<string, string>>,
  send: Attempt<T>,
): Promise<T> {
  let proof = await deadline.race(credentials.current());
  for (let renewals = 0; ; renewals++) {
    try {
      return await send({ ...proof?.headers, ...headers }, deadline.leftMs());
    } catch (thrown) {
      const error = toMarketError(thrown, method);
      if (proof === undefined || renewals >= renewalsFor(error)) throw error;
      proof = await deadline.race(credentials.renewed(proof));
      if (proof === undefined) throw error;
    }
  }
}

/**
 * How often who called may be renewed for one call. A new token that is refused too is not renewed again. A CSRF token is
 * wrong if another tab has just renewed. A session cookie may be missing though it was renewed, since the late answer to an
 * earlier call, whose cookie was refused, takes it away.
 */
function renewalsFor({ reason, domain }: MarketError): number {
  if (domain !== "ultramarket") return 0;
  if (reason === "SIGN_IN_REQUIRED") return 3;
  return reason === "TOKEN_INVALID" || reason === "CSRF_TOKEN_WRONG" ? 1 : 0;
}
