import { eventually } from "#mesh/testing";
import { audit } from "../../../../tools/audit/audit.ts";
import { chapters } from "../../../../tools/audit/chapters.ts";
import { reportOf } from "../../../../tools/audit/report.ts";
import { type Processes, startRunningMarket } from "../running-market.ts";
import { staffOf } from "../shop/goods.ts";
import type { CrashPoint } from "./points.ts";
import { providerBooks } from "./provider-books.ts";
import type { Shop } from "./shop.ts";
import type { Story } from "./stories.ts";
import type { Plan } from "./suites.ts";
import { variation } from "./variation.ts";

/** A story, and where something is killed while it is told. */
export interface CrashSuite {
  readonly title: string;
  readonly story: Story;
  readonly points: readonly CrashPoint[];
}

/** Short leases and pauses, so that what is killed is missed soon; no limits, so that clients may insist. */
const settings = {
  ORDER_LEASE_DURATION: "1s",
  RESTART_PAUSE: "100ms",
  GATEWAY_RATE_MONEY: "none",
  GATEWAY_RATE_WRITE: "none",
  GATEWAY_RATE_CREDENTIAL: "none",
};
const patience = { timeoutMs: 30_000, intervalMs: 50 };
const settleMs = 20_000;

/** Kills something at each point while its story is told, then checks the books of the market and of the provider. */
export function crashTests(processes: Processes, { suites, seeds }: Plan): void {
  let opened: Shop | undefined;
  const shop = () => {
    if (opened === undefined) throw new Error("the market has not started");
    return opened;
  };

  beforeAll(async () => {
    opened = await openShop(processes);
  }, 120_000);

  afterAll(() => opened?.market.remove(), 60_000);

  const cases = seeds.flatMap((seed) =>
    suites.flatMap(({ title, story, points }) =>
      points.map((point) => ({ name: nameOf(title, point, seed), story, point, seed })),
    ),
  );
  test.each(cases)(
    "$name",
    async ({ story, point, seed }) => {
      await crashAt(shop(), point, (arm) => story(shop(), variation(seed), arm));
      await expectAudited(shop());
    },
    120_000,
  );

  test("in the end everything is at rest", async () => {
    const { code, output } = await shop().market.um("audit", "--at-rest", "--settle", "100");
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
  }, 120_000);
}

async function openShop(processes: Processes): Promise<Shop> {
  const market = await startRunningMarket(processes, settings);
  await market.ready();
  const staff = staffOf(market.url, await market.token("admin"));
  return { market, staff, provider: providerBooks(await market.stripe()), books: new Map() };
}

function nameOf(title: string, { name, victim = "its process" }: CrashPoint, seed: number): string {
  return `${title} goes well although ${victim} is killed at ${name}${seed === 0 ? "" : ` (seed ${seed})`}`;
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

async function expectAudited({ market }: Shop): Promise<void> {
  const wanted = chapters({ atRest: false });
  const findings = await audit({ url: await market.databaseUrl(), chapters: wanted, settleMs });
  if (findings.some(({ count }) => count > 0)) throw new Error(reportOf(wanted, findings));
}
