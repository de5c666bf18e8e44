import type { Clock } from "#mesh/kernel";

/** A clock that stands still until told otherwise. */
export interface FakeClock extends Clock {
  /** Moves the time by this many milliseconds, back too. */
  advance(ms: number): void;
}

/** A clock that stands at `start`, by default the beginning of 2026 in UTC. */
export function fakeClock(start: Date | string = "2026-01-01T00:00:00Z"): FakeClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms;
    },
  };
}
