/** Tells the time. Injected everywhere, so that tests and simulations set it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
