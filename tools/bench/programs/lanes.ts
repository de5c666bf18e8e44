import type { LoadResult } from "../figures/measure-rounds.ts";

export type Work = (index: number) => Promise<unknown>;

/** Does the work so many times, `concurrency` at a time, and counts what failed. */
export async function runLanes(work: Work, requests: number, concurrency: number): Promise<LoadResult> {
  let begun = 0;
  let errors = 0;
  const lane = async () => {
    while (begun < requests) {
      begun += 1;
      await work(begun).catch(() => {
        errors += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { requests, errors };
}
