import { audit } from "../../../../tools/audit/audit.ts";
import { chapters } from "../../../../tools/audit/chapters.ts";
import { type Processes, startRunningMarket } from "../running-market.ts";
import { staffOf } from "../shop/goods.ts";
import { providerOf } from "../shop/provider.ts";
import type { Scene } from "./scene.ts";

export interface MarketOfTests {
  readonly processes: Processes;
  /** Settings besides its own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Tests that play in a scene, which is there once they run. */
export type Journeys = (scene: () => Scene) => void;

const settleMs = 15_000;

/** Runs them through the public door of a market of their own; after each test its stores are audited. */
export function inMarket({ processes, settings }: MarketOfTests, ...journeys: readonly Journeys[]): void {
  let opened: Scene | undefined;
  const scene = () => {
    if (opened === undefined) throw new Error("the market has not started");
    return opened;
  };

  beforeAll(async () => {
    const market = await startRunningMarket(processes, settings);
    await market.ready();
    opened = {
      market,
      staff: staffOf(market.url, await market.token()),
      admin: await market.token("admin"),
      provider: providerOf(await market.stripe()),
    };
  }, 120_000);

  afterAll(async () => {
    const { code, output } = await scene().market.um("audit", "--at-rest");
    await scene().market.remove();
    if (code !== 0) throw new Error(output);
  }, 90_000);

  afterEach(async () => {
    const { market, provider } = scene();
    await provider.forgetFaults();
    const findings = await audit({ url: await market.databaseUrl(), chapters: chapters({ atRest: true }), settleMs });
    const broken = findings.filter(({ count }) => count > 0);
    expect(broken.map(({ check, violations }) => ({ title: check.title, violations }))).toEqual([]);
  }, 60_000);

  for (const tests of journeys) tests(scene);
}
