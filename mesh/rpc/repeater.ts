import { fromBinary } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import { RetryInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { attributed, isAbout } from "./attributed.ts";
import { BreakerOpen } from "./breaker.ts";
import type { CallOptions } from "./channel.ts";
import type { Method } from "./contracts.ts";
import type { PeerSignal } from "./peer-signal.ts";
import { createRetryBudget, type RetryBudgetOptions } from "./retry-budget.ts";
import { detail, RpcError } from "./status.ts";

const maxAttempts = 5;
const firstDelayMs = 50;
const maxDelayMs = 1_000;

/** Runs an attempt at a call, and again while that may help. */
export type Repeater = (
  method: Method | undefined,
  request: Uint8Array,
  options: CallOptions,
  attempt: () => Promise<Uint8Array>,
) => Promise<Uint8Array>;

/**
 * Repeats calls the service itself was UNAVAILABLE for, if they are safe or carry a `request_id`: after growing, jittered
 * delays, not before the server's RetryInfo, not past the deadline, and within the budget. A dependency of the service
 * that is unavailable was its own caller's to repeat: chains of services shall not multiply repeats.
 */
export function createRepeater(service: string, options: RetryBudgetOptions): Repeater {
  const budget = createRetryBudget(options);
  return async (method, request, call, attempt) => {
    budget.earn();
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt();
      } catch (error) {
        const status = attributed(error, service);
        if (failures >= maxAttempts || !isAboutServer(status, service)) throw status;
        if (!hasNoSecondEffect(method, request, call)) throw status;
        const delayMs = delayBefore(failures, status);
        if (call.deadline !== undefined && Date.now() + delayMs >= call.deadline) throw status;
        if (!budget.spend()) throw status;
        if (!(await slept(delayMs, call.signal))) throw status;
      }
    }
  };
}

/** The server itself was not there; a breaker that is open has not even asked it. */
function isAboutServer(status: unknown, service: string): status is RpcError {
  return status instanceof RpcError && !(status instanceof BreakerOpen) && isAbout(status, service);
}

/** True if a repeat changes nothing more. Strangers own no keys: on a public method only a user's `request_id` counts. */
function hasNoSecondEffect(method: Method | undefined, request: Uint8Array, { token }: CallOptions): boolean {
  if (method?.kind !== "keyed") return method?.kind === "safe";
  return (token !== undefined || method.access.case !== "public") && hasRequestId(method, request);
}

function hasRequestId({ desc, requestIdProperty = "" }: Method, request: Uint8Array): boolean {
  const message: Readonly<Record<string, unknown>> = { ...fromBinary(desc.input, request) };
  return message[requestIdProperty] !== "";
}

function delayBefore(failures: number, status: RpcError): number {
  const longest = Math.min(maxDelayMs, firstDelayMs * 2 ** (failures - 1));
  const asked = detail(status, RetryInfoSchema)?.retryDelay;
  return Math.max((longest * (1 + Math.random())) / 2, asked === undefined ? 0 : durationMs(asked));
}

/** False if the caller went away meanwhile. */
function slept(ms: number, signal: PeerSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isHere: boolean) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
      resolve(isHere);
    };
    const leave = () => end(false);
    const timer = setTimeout(() => end(true), ms);
    signal?.addEventListener("abort", leave);
    if (signal?.aborted) leave();
  });
}
