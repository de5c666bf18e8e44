/** Upper bounds of the buckets in seconds: from the 0.1 ms of a call in process to the 10 s of a long one. */
export const boundaries: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** How long the calls of one method took that ended with one code. */
export interface Durations {
  /** One more than there are boundaries. */
  readonly buckets: number[];
  count: number;
  sumSeconds: number;
}

/** What has been seen of one method. */
export interface MethodStatistics {
  /** "package.Service/Method", or "_OTHER" for what is no method. */
  readonly method: string;
  /** Calls that have not ended. */
  active: number;
  /** By google.rpc.Code; a code that has not occurred is absent. */
  readonly byCode: (Durations | undefined)[];
}

/**
 * Counts calls without allocating: the SDK's histogram sorts and serializes the attributes of every record, which costs
 * more than a tenth of a call in process.
 */
export class CallStatistics {
  readonly #methods = new Map<string, MethodStatistics>();

  /** The statistics of the method at "/package.Service/Method"; "" stands for what is no method. */
  of(path: string): MethodStatistics {
    const known = this.#methods.get(path);
    if (known !== undefined) return known;
    const statistics = { method: path === "" ? "_OTHER" : path.slice(1), active: 0, byCode: [] };
    this.#methods.set(path, statistics);
    return statistics;
  }

  all(): Iterable<MethodStatistics> {
    return this.#methods.values();
  }
}

/** Adds one call that ended. */
export function recordDuration({ byCode }: MethodStatistics, code: number, seconds: number): void {
  let durations = byCode[code];
  if (durations === undefined) {
    durations = { buckets: new Array<number>(boundaries.length + 1).fill(0), count: 0, sumSeconds: 0 };
    byCode[code] = durations;
  }
  const found = boundaries.findIndex((boundary) => seconds <= boundary);
  const bucket = found < 0 ? boundaries.length : found;
  durations.buckets[bucket] = (durations.buckets[bucket] ?? 0) + 1;
  durations.count += 1;
  durations.sumSeconds += seconds;
}
