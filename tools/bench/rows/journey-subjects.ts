import type { LoadResult } from "../figures/measure-rounds.ts";
import { ask, type JourneyLoad } from "../load/journey.ts";
import type { Market } from "../stage/market.ts";
import type { Stage } from "../stage/stage.ts";
import type { SubjectMaker } from "./subject-maker.ts";

type Processes = "one" | "many";

const concurrency = 4;
const goods = 32;

/** Purchases are ten calls and more each, and come at this share of the run's requests. */
const share = 0.2;

/** Whole purchases through the door of a market as `um start` runs it. */
export const journeySubjects: Readonly<Record<string, SubjectMaker>> = {
  "one/journey": journey("one"),
  "many/journey": journey("many"),
};

/** What runs with PROCESSES=many, without PostgreSQL and the payment provider. */
export const journeyParts = [
  ...["gateway", "product", "auth", "pricing", "inventory", "payment", "order"],
  ...["user", "shipping", "search", "notification", "analytics"],
];

function journey(processes: Processes): SubjectMaker {
  return async (stage, key) => {
    const market = await stage.market(processes);
    const load = await stage.load();
    const variantIds = await stockGoods(stage, market);
    const parts = await partsOf(stage, market);
    const run = (requests: number) => {
      const purchases: JourneyLoad = { origin: market.origin, variantIds, requests, concurrency };
      return load.ask<LoadResult>("journeys", purchases);
    };
    return { key, share, parts, load: run };
  };
}

async function partsOf(stage: Stage, { pids }: Market): Promise<Readonly<Record<string, number>>> {
  const { postgres } = await stage.databases();
  const { market, sandboxes: _, postgres: __, ...services } = pids;
  return { ...(market === undefined ? services : { app: market }), postgres: postgres.pid };
}

/** Stock that no bench sells out. Answers the variants. */
export async function stockGoods(stage: Stage, market: Market): Promise<readonly string[]> {
  const { published } = await stage.small();
  const token = await market.token();
  const variantIds = published.slice(0, goods).flatMap(({ variants }) => variants[0]?.variantId ?? []);
  for (const variantId of variantIds) {
    const receipt = { quantityDelta: "1000000", reason: "STOCK_ADJUSTMENT_REASON_RECEIVED", requestId: variantId };
    await ask(market.origin, "POST", `/v1/inventory/${variantId}:adjust`, receipt, token);
  }
  return variantIds;
}
