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

/** A call refused for its token had no effect: any method is sent again, once, with a newer one. */
async function authenticated<T>(
  credentials: Credentials,
  deadline: Deadline,
  method: DescMethod,
  headers: Readonly<Record<string, string>>,
  send: Attempt<T>,
): Promise<T> {
  const used = await deadline.race(credentials.current());
  try {
    return await send({ ...used?.headers, ...headers }, deadline.leftMs());
  } catch (thrown) {
    const error = toMarketError(thrown, method);
    if (used === undefined || !isRefusedToken(error)) throw error;
    const newer = await deadline.race(credentials.renewed(used));
    if (newer === undefined) throw error;
    return send({ ...newer.headers, ...headers }, deadline.leftMs());
  }
}

function isRefusedToken({ reason, domain }: MarketError): boolean {
  return domain === "ultramarket" && (reason === "TOKEN_INVALID" || reason === "SIGN_IN_REQUIRED");
}
