export type IntervalLength = "HOUR" | "DAY" | "WEEK" | "MONTH";

export interface IntervalsQuery {
  readonly startTime: Date;
  /** The first moment that does not count. */
  readonly endTime: Date;
  readonly interval: IntervalLength;
  /** IANA name. */
  readonly timeZone: string;
}

/** Intervals that follow each other without gaps. */
export interface Intervals {
  /** When each begins, the first perhaps before the start of the query. */
  readonly startTimes: readonly Date[];
  /** What of them counts: each lasts from its bound to the next. One more than intervals; from start to end. */
  readonly bounds: readonly Date[];
}
