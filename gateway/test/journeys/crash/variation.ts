/** In what ways one and the same scene is played, so that the same crash meets other work each time. */
export interface Variation {
  readonly seed: number;
  /** How many act at once. */
  readonly people: number;
  readonly quantity: number;
  /** Milliseconds between one person and the next. */
  readonly staggerMs: number;
}

const peoples = [3, 1, 5, 2, 4] as const;
const staggers = [0, 0, 3, 15, 40] as const;

export function variation(seed: number): Variation {
  const of = <T>(values: readonly [T, ...T[]]): T => values[seed % values.length] ?? values[0];
  return { seed, people: of(peoples), quantity: 1 + (seed % 3), staggerMs: of(staggers) };
}
