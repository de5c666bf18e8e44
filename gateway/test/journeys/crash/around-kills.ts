import { eventually } from "#mesh/testing";
import type { Shop } from "./shop.ts";

/** Time for several processes, one after the other, to come back, and for the leases they left behind to end. */
export const patience = { timeoutMs: 90_000, intervalMs: 50 };

/**
 * Arms all of the points while something is done: who reaches one is killed there, and the next time goes further. Fails
 * if one is not reached. Those who were killed may not be back yet.
 */
export async function killedAt<T>({ market }: Shop, points: readonly string[], act: () => Promise<T>): Promise<T> {
  const before = (await market.reached()).length;
  try {
    for (const point of points) await market.arm(point);
    const [done] = await Promise.all([act(), eventually(async () => expect(await missed()).toEqual([]), patience)]);
    return done;
  } finally {
    for (const point of points) await market.disarm(point);
  }

  async function missed(): Promise<readonly string[]> {
    const reached = (await market.reached()).slice(before);
    return points.filter((point) => !reached.includes(point));
  }
}
