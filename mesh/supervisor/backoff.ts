/** Pauses between restarts, in milliseconds. */
export interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
  /** After this long in good health the pauses begin anew. */
  readonly healthyMs: number;
}

export const defaultBackoff: Backoff = { minMs: 100, maxMs: 10_000, healthyMs: 30_000 };

/** The pause after so many failures in a row: doubled each time up to the longest, of which half is random. */
export function pauseAfter(failures: number, { minMs, maxMs }: Backoff, random = Math.random): number {
  const full = Math.min(maxMs, minMs * 2 ** failures);
  return full / 2 + (full / 2) * random();
}
