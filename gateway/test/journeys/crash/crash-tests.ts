import { eventually } from "#mesh/testing";
import { expectAudited } from "./audited.ts";
import type { ShopTests } from "./in-shop.ts";
import type { CrashPoint } from "./points.ts";
import type { Shop } from "./shop.ts";
import type { Plan } from "./suites.ts";
import { variation } from "./variation.ts";

const patience = { timeoutMs: 30_000, intervalMs: 50 };

/** Kills something at each point while its story is told, then checks the books of the market and of the provider. */
export function crashTests({ suites, seeds }: Plan): ShopTests {
  return (shop) => testAll(shop, suites, seeds);
}

function testAll(shop: () => Shop, suites: Plan["suites"], seeds: Plan["seeds"]): void {
  const report = progressOf(seeds.length * suites.reduce((sum, { points }) => sum + points.length, 0));
  const cases = seeds.flatMap((seed) =>
    suites.flatMap(({ title, story, points }) =>
      points.map((point) => ({ name: nameOf(title, point, seed), story, point, seed })),
    ),
  );
  test.each(cases)(
    "$name",
    async ({ name, story, point, seed }) => {
      report(name);
      await crashAt(shop(), point, (arm) => story(shop(), variation(seed), arm));
      await expectAudited(shop());
    },
    120_000,
  );
}

function nameOf(title: string, { name, victim = "its process" }: CrashPoint, seed: number): string {
  return `${title} goes well although ${victim} is killed at ${name}${seed === 0 ? "" : ` (seed ${seed})`}`;
}

/** Says how far a long run has come, which jest tells at its end only. */
function progressOf(all: number): (name: string) => void {
  let done = 0;
  return (name) => {
    done += 1;
    if (process.env.TORTURE === "1") process.stderr.write(`${done} of ${all}: ${name}\n`);
  };
}

/** Arms the point when the story is ready for it; fails if the story ends and nobody reached it. */
async function crashAt(
  { market }: Shop,
  { name, victim }: CrashPoint,
  tell: (arm: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const reachedBefore = await market.reached();
  const restartsBefore = market.restarts();
  try {
    await tell(() => market.arm(name, victim));
    await eventually(async () => expect(await market.reached()).toEqual([...reachedBefore, name]), patience);
  } finally {
    await market.disarm(name);
  }
  await eventually(() => market.restarts() > restartsBefore, patience);
  await market.ready();
}
