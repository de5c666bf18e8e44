const secondMs = 1_000;
const minuteMs = 60 * secondMs;

const freeAttempts = 9;
const pausesMs = [30 * secondMs, minuteMs, 2 * minuteMs, 4 * minuteMs, 8 * minuteMs, 15 * minuteMs];

/** How failed sign-ins to one e-mail slow down further ones, whether or not there is an account of it. */
export const lockOut = {
  /** Milliseconds before the next attempt is taken: after the first failure, the second, ...; the last for all beyond. */
  pausesMs: [...Array<number>(freeAttempts).fill(0), ...pausesMs] as readonly number[],
  /** After this time without a failure they count from the start again. */
  forgetAfterMs: 24 * 60 * minuteMs,
} as const;
