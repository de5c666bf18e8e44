import { monitorEventLoopDelay } from "node:perf_hooks";
import { Criticality } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { refuse } from "#mesh/kernel";

/** Share of a server's capacity up to which calls of a criticality are let in. */
const shares: Readonly<Record<Criticality, number>> = {
  [Criticality.SHEDDABLE]: 0.6,
  [Criticality.UNSPECIFIED]: 0.8,
  [Criticality.NORMAL]: 0.8,
  [Criticality.IMPORTANT]: 0.9,
  [Criticality.CRITICAL]: 1,
};

const retryAfterMs = 1_000;

export interface SheddingOptions {
  /** Calls served at once before even critical ones are refused. */
  readonly maxInFlight: number;
  /** Event-loop delay in milliseconds at which even critical calls are refused. */
  readonly maxLoopDelayMs: number;
  /** The present event-loop delay in milliseconds. Default: that of this process. */
  readonly loopDelayMs?: (() => number) | undefined;
}

/** Lets calls in while there is room for their criticality. */
export interface Shedder {
  /** Takes a place, or refuses with SERVER_OVERLOADED. */
  enter(criticality: Criticality): void;
  /** Gives the place back. */
  leave(): void;
  /** Places taken. */
  readonly inFlight: number;
}

/** A shedder that refuses the least critical calls first. */
export function createShedder({
  maxInFlight,
  maxLoopDelayMs,
  loopDelayMs = processLoopDelayMs,
}: SheddingOptions): Shedder {
  let inFlight = 0;
  return {
    enter(criticality) {
      const share = shares[criticality];
      if (inFlight >= maxInFlight * share || loopDelayMs() >= maxLoopDelayMs * share) {
        throw refuse("SERVER_OVERLOADED", { retryAfterMs });
      }
      inFlight += 1;
    },
    leave() {
      inFlight -= 1;
    },
    get inFlight() {
      return inFlight;
    },
  };
}

const resolutionMs = 20;
const windowMs = 1_000;
let histogram: ReturnType<typeof monitorEventLoopDelay> | undefined;
let readAt = 0;
let delayMs = 0;

/**
 * The least delay of this process's event loop within the last second: a single stall, such as a start or a large
 * collection, is no overload; a loop that is late each time is.
 */
function processLoopDelayMs(): number {
  const now = performance.now();
  if (now - readAt < windowMs) return delayMs;
  readAt = now;
  if (histogram === undefined) {
    histogram = monitorEventLoopDelay({ resolution: resolutionMs });
    histogram.enable();
    return delayMs;
  }
  delayMs = histogram.count < 2 ? 0 : Math.max(0, histogram.min / 1e6 - resolutionMs);
  histogram.reset();
  return delayMs;
}
