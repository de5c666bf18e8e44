import type { Processes } from "../running-market.ts";
import { expectRest } from "./audited.ts";
import { openShop } from "./open-shop.ts";
import type { Shop } from "./shop.ts";

export interface ShopOfTests {
  readonly processes: Processes;
  /** Settings besides its own. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** Tests that play in a shop, which is open once they run. */
export type ShopTests = (shop: () => Shop) => void;

/** Runs them one after the other in a market of their own; at the end nothing may be under way any more. */
export function inShop({ processes, settings }: ShopOfTests, ...suites: readonly ShopTests[]): void {
  let opened: Shop | undefined;
  const shop = () => {
    if (opened === undefined) throw new Error("the market has not started");
    return opened;
  };

  beforeAll(async () => {
    opened = await openShop(processes, settings);
  }, 120_000);

  afterAll(() => opened?.market.remove(), 60_000);

  for (const tests of suites) tests(shop);

  test("in the end everything is at rest", () => expectRest(shop()), 120_000);
}
