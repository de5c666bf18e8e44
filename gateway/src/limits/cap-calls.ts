import { refuse } from "#mesh/kernel";
import { createShedder, type Method } from "#mesh/rpc";
import type { EdgeCall } from "../edge/edge-call.ts";
import type { CloseError } from "../edge/edge-error.ts";
import type { Invoke } from "../edge/invoke.ts";

/** How many calls may be under way at once. */
export interface CallCaps {
  /** Default: no limit. The less critical a call is, the less of it there is for it. */
  readonly calls?: number;
  /** Of one address. Default: no limit. */
  readonly callsPerAddress?: number;
}

const retryAfterMs = 1_000;

/**
 * The same calls; one too many is RATE_LIMITED if its own address has that many under way, or SERVER_OVERLOADED if all
 * have, before anything is asked about it.
 */
export function capCalls(invoke: Invoke, caps: CallCaps, closeError: CloseError): Invoke {
  if (caps.calls === undefined && caps.callsPerAddress === undefined) return invoke;
  const { calls = Number.POSITIVE_INFINITY, callsPerAddress = Number.POSITIVE_INFINITY } = caps;
  const all = createShedder({ maxInFlight: calls, maxLoopDelayMs: Number.POSITIVE_INFINITY, loopDelayMs: () => 0 });
  const open = new Map<string, number>();
  const take = (method: Method, address: string) => {
    const count = open.get(address) ?? 0;
    if (count >= callsPerAddress) throw refuse("RATE_LIMITED", { retryAfterMs });
    all.enter(method.policy.criticality);
    open.set(address, count + 1);
  };
  const giveBack = (address: string) => {
    all.leave();
    const left = (open.get(address) ?? 1) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
  };
  /** Takes a place and gives what gives it back, once. */
  const enter = (method: Method, { visitor: { address }, requestId }: EdgeCall): (() => void) => {
    try {
      take(method, address);
    } catch (refusal) {
      throw closeError(refusal, requestId);
    }
    let isIn = true;
    return () => {
      if (isIn) giveBack(address);
      isIn = false;
    };
  };
  return {
    async unary(method, request, call) {
      const leave = enter(method, call);
      try {
        return await invoke.unary(method, request, call);
      } finally {
        leave();
      }
    },
    async *stream(method, requests, call) {
      const leave = enter(method, call);
      // Nobody may ever ask for the end of an answer whose client has left.
      call.signal.addEventListener("abort", leave);
      try {
        yield* invoke.stream(method, requests, call);
      } finally {
        call.signal.removeEventListener("abort", leave);
        leave();
      }
    },
  };
}
