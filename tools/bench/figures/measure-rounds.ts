import { cpuTimeUs, familyOf } from "./cpu-time.ts";
import type { Rounds, Sample } from "./figure.ts";

/** What came of sending requests. */
export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  readonly achievedRate?: number | undefined;
}

/** Something that answers calls in processes of known ids. */
export interface Subject {
  readonly key: string;
  /** Requests of one round, relative to the run's own number. Default: 1. */
  readonly share?: number;
  /** Processes whose CPU is counted, by part; of each its children as well. */
  readonly parts: Readonly<Record<string, number>>;
  /** Sends this many requests and waits for their answers. */
  load(requests: number): Promise<LoadResult>;
}

export interface RoundsOptions {
  readonly rounds: number;
  readonly limitMs: number;
  readonly requests: number;
  readonly warmUp: number;
  progress(done: number, total: number): void;
}

const leastRounds = 2;

/** Warms every subject up and then measures them by turns, round after round, so that noise meets all of them. */
export async function measureRounds(
  subjects: readonly Subject[],
  { rounds, limitMs, requests, warmUp, progress }: RoundsOptions,
): Promise<ReadonlyMap<string, Rounds>> {
  const samples = new Map<string, Sample[]>(subjects.map(({ key }) => [key, []]));
  const total = subjects.length * (rounds + 1);
  let done = 0;
  for (const subject of subjects) {
    await subject.load(Math.ceil(warmUp * (subject.share ?? 1)));
    progress(++done, total);
  }
  const begin = performance.now();
  for (let round = 0; round < rounds; round++) {
    const nextEnd = ((performance.now() - begin) * (round + 1)) / round;
    if (round >= leastRounds && nextEnd > limitMs) break;
    for (const subject of turned(subjects, round)) {
      samples.get(subject.key)?.push(await measure(subject, Math.ceil(requests * (subject.share ?? 1))));
      progress(++done, total);
    }
  }
  return samples;
}

/** Another one goes first each round. */
function turned<T>(items: readonly T[], by: number): T[] {
  const start = (by * 7) % Math.max(items.length, 1);
  return [...items.slice(start), ...items.slice(0, start)];
}

async function measure({ parts, load }: Subject, requests: number): Promise<Sample> {
  const before = readParts(parts);
  const result = await load(requests);
  const after = readParts(parts);
  const cpuUs = Object.keys(parts).map((part) => [part, (after[part] ?? 0) - (before[part] ?? 0)]);
  return { ...result, cpuUs: Object.fromEntries(cpuUs) };
}

function readParts(parts: Subject["parts"]): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).map(([part, pid]) => [part, familyTimeUs(pid)]));
}

function familyTimeUs(pid: number): number {
  return familyOf(pid).reduce((sum, member) => sum + cpuTimeUs(member), 0);
}
