import { median } from "./median.ts";

/** What one round of calls cost. */
export interface Sample {
  readonly requests: number;
  /** Calls that failed; a round with any is void, for failing may cost less than answering. */
  readonly errors: number;
  /** CPU time of the round in microseconds, by whose it is. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** Requests a second that the load generator got out, if it kept to a schedule. */
  readonly achievedRate?: number | undefined;
}

/** The rounds of one subject, in order; the same place is the same round for every subject. */
export type Rounds = readonly Sample[];

/** The median over the rounds that count, and between what they lie. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many rounds count. */
  readonly rounds: number;
  readonly voided: number;
}

/** CPU microseconds per request of the named parts together. */
export function cpuPerRequest({ cpuUs, requests }: Sample, parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + (cpuUs[part] ?? 0), 0) / requests;
}

export function isVoid({ errors, requests }: Sample): boolean {
  return errors > 0 || requests === 0;
}

/** One value per round; undefined stands for a void round. The whole is undefined if fewer than half of them count. */
export function figureOf(values: readonly (number | undefined)[]): Figure | undefined {
  const counted = values.filter((value) => value !== undefined);
  if (counted.length === 0 || counted.length * 2 < values.length) return undefined;
  return {
    median: median(counted),
    low: Math.min(...counted),
    high: Math.max(...counted),
    rounds: counted.length,
    voided: values.length - counted.length,
  };
}

/** CPU per request, microseconds on this machine. */
export function costOf(rounds: Rounds, parts: readonly string[]): Figure | undefined {
  return figureOf(rounds.map((sample) => (isVoid(sample) ? undefined : cpuPerRequest(sample, parts))));
}

export interface Side {
  readonly rounds: Rounds;
  readonly parts: readonly string[];
}

/** How many times the cost of the yardstick, round by round. */
export function ratioOf(subject: Side, yardstick: Side): Figure | undefined {
  return figureOf(
    subject.rounds.map((sample, round) => {
      const measure = yardstick.rounds[round];
      if (measure === undefined || isVoid(sample) || isVoid(measure)) return undefined;
      const unit = cpuPerRequest(measure, yardstick.parts);
      return unit > 0 ? cpuPerRequest(sample, subject.parts) / unit : undefined;
    }),
  );
}
