import CircuitBreaker from "opossum";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { isAbout, unavailable } from "./attributed.ts";
import { RpcError } from "./status.ts";

export interface BreakerOptions {
  /** Share of failures, in percent, at which calls stop. Default: 50. */
  readonly failurePercent?: number | undefined;
  /** Calls within ten seconds below which nothing is concluded. Default: 20. */
  readonly minCalls?: number | undefined;
  /** Rest before one call is let through to see whether the server is back, in milliseconds. Default: 1,000. */
  readonly restMs?: number | undefined;
}

export type BreakerState = "open" | "half-open" | "closed";

/** The refusal of a breaker that is open: the server was not asked. */
export class BreakerOpen extends RpcError {
  constructor({ code, message, details }: RpcError) {
    super(code, message, details);
  }
}

/** Stops calls to a server that fails, and lets single calls through until one succeeds. */
export interface Breaker {
  /** Runs the work, or refuses at once with SERVICE_UNAVAILABLE and the time after which to try again. */
  run<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

/** A breaker for one dependency. It opens on what says that the server is unwell, not on refusals. */
export function createBreaker(
  service: string,
  { failurePercent = 50, minCalls = 20, restMs = 1_000 }: BreakerOptions,
  changed: (state: BreakerState) => void,
): Breaker {
  const circuit = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
    name: service,
    timeout: false,
    errorThresholdPercentage: failurePercent,
    volumeThreshold: minCalls,
    resetTimeout: restMs,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    errorFilter: (error: unknown) => !saysUnwell(error, service),
  });
  circuit.on("open", () => changed("open"));
  circuit.on("halfOpen", () => changed("half-open"));
  circuit.on("close", () => changed("closed"));
  return {
    async run<T>(work: () => Promise<T>) {
      try {
        return (await circuit.fire(work)) as T;
      } catch (error) {
        if (CircuitBreaker.isOurError(error as Error)) throw new BreakerOpen(unavailable(service, restMs));
        throw error;
      }
    },
    close: () => circuit.shutdown(),
  };
}

const unwell: ReadonlySet<number> = new Set([Code.DEADLINE_EXCEEDED, Code.INTERNAL, Code.UNKNOWN, Code.DATA_LOSS]);

function saysUnwell(error: unknown, service: string): boolean {
  return !(error instanceof RpcError) || unwell.has(error.code) || isAbout(error, service);
}
