import { setTimeout as sleep } from "node:timers/promises";
import type { LoadResult } from "../figures/measure-rounds.ts";

export interface Pace {
  readonly requests: number;
  /** Requests that set out each second, whether or not earlier ones have been answered. */
  readonly rate: number;
}

/** Sends requests by the clock (an open loop); `send` answers whether the request went well. */
export async function paced({ requests, rate }: Pace, send: (index: number) => Promise<boolean>): Promise<LoadResult> {
  const begin = performance.now();
  const outcomes: Promise<boolean>[] = [];
  while (outcomes.length < requests) {
    const due = Math.min(requests, Math.floor(((performance.now() - begin) * rate) / 1_000) + 1);
    while (outcomes.length < due) outcomes.push(send(outcomes.length));
    await sleep(1);
  }
  const achievedRate = (requests * 1_000) / (performance.now() - begin);
  const went = await Promise.all(outcomes);
  return { requests, errors: went.filter((well) => !well).length, achievedRate };
}
