import { type Processes, startRunningMarket } from "../running-market.ts";
import { staffOf } from "../shop/goods.ts";
import { identityTests } from "./identity-tests.ts";
import { orderTests } from "./order-tests.ts";
import { raceTests } from "./race-tests.ts";
import type { Scene } from "./scene.ts";

/** The purchase through the public door of a running market; after each test its stores are audited. */
export function purchaseTests(processes: Processes): void {
  let opened: Scene | undefined;
  const scene = () => {
    if (opened === undefined) throw new Error("the market has not started");
    return opened;
  };

  beforeAll(async () => {
    const market = await startRunningMarket(processes);
    await market.ready();
    opened = { market, staff: staffOf(market.url, await market.token()), admin: await market.token("admin") };
  }, 120_000);

  afterAll(() => opened?.market.remove(), 60_000);

  afterEach(async () => {
    const { code, output } = await scene().market.um("audit", "--at-rest");
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
  }, 60_000);

  orderTests(scene);
  raceTests(scene);
  identityTests(scene);
}
