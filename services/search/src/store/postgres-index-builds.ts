import type { Database, Transaction } from "#mesh/store";
import type { Build, IndexBuilds } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import { type IndexRebuilt, type IndexState, indexRebuilt } from "../domain/index-state.ts";
import { lastOf } from "../domain/indexed-product.ts";
import * as sql from "./build-statements.ts";
import { categoryValues, productsJson } from "./document-json.ts";
import { takeCategory, takeProducts } from "./take-statements.ts";

/** How long a process may be silent before another goes on with its work. */
const leaseMs = 10_000;
/** No search takes so long: whoever began before the switch has been answered by then. */
const graceMs = 15_000;

/** Builds of the index in PostgreSQL: two slots, so that the new one is built beside the one that serves. */
export function postgresIndexBuilds(database: Database<IndexRebuilt>, language: string): IndexBuilds {
  return {
    state: async () => stateOf(await database.query(sql.list)),

    begin: (now, request) =>
      database.change(request, async (tx) => {
        const generations = await tx.query(sql.lock);
        const { generation, building } = stateOf(generations);
        if (building !== undefined) {
          throw refuse("REBUILD_RUNNING", { metadata: { generation: `${building.generation}` } });
        }
        const slot = 1 - (generations.find((row) => row.generation === generation)?.slot ?? 0);
        const begun = await tx.query(sql.begin, [generation + 1n, slot, language, now]);
        return { answer: stateOf([...generations, ...begun]), events: [] };
      }),

    async claim(owner, now) {
      const [claimed] = await database.write(sql.claim, [owner, now, later(now, leaseMs)], []);
      return claimed;
    },

    extend: (owner, build, { changes, position, logEnd }, now) =>
      database.change(undefined, async (tx) => {
        const moved = [owner, build.generation, build.position, position, logEnd, later(now, leaseMs)];
        const [held] = await tx.query(sql.advance, moved);
        if (held !== undefined) await take(tx, build, changes, now);
        return { answer: held !== undefined, events: [] };
      }),

    finish: (owner, { generation }, now) =>
      database.change(undefined, async (tx) => {
        const building = (await tx.query(sql.lock)).find((row) => row.generation === generation);
        if (building?.state !== "BUILDING") return { answer: false, events: [] };
        await tx.query(sql.retire, [now]);
        const [served] = await tx.query(sql.serve, [owner, generation]);
        if (served === undefined) throw new Error(`generation ${generation} was taken over by another process`);
        return { answer: true, events: [indexRebuilt(generation, served.product_count)] };
      }),

    async clear(now) {
      const [retired] = await database.query(sql.retired, [later(now, -graceMs)]);
      if (retired === undefined) return false;
      return database.change(undefined, async (tx) => ({ answer: await clear(tx, retired), events: [] }));
    },
  };
}

/** Makes the first index if there is none. */
export async function makeFirstIndex(database: Database<IndexRebuilt>, language: string, now: Date): Promise<void> {
  await database.write(sql.makeFirst, [language, now], []);
}

async function take(tx: Transaction, { generation }: Build, told: Parameters<typeof lastOf>[0], now: Date) {
  const { products, categories } = lastOf(told);
  for (const category of categories) await tx.query(takeCategory, [...categoryValues(category), generation, now]);
  if (products.length > 0) await tx.query(takeProducts, [productsJson(products), generation, now]);
}

type Retired = Pick<sql.GenerationRow, "generation" | "slot">;

async function clear(tx: Transaction, { generation, slot }: Retired): Promise<boolean> {
  await tx.query(sql.waitBriefly);
  const [forgotten] = await tx.query(sql.forget, [generation]);
  const clearDocuments = sql.clearDocuments[slot];
  if (forgotten === undefined || clearDocuments === undefined) return false;
  await tx.query(clearDocuments);
  await tx.query(sql.clearCategories, [slot]);
  return true;
}

function stateOf(rows: readonly sql.GenerationRow[]): IndexState {
  const serving = rows.find(({ state }) => state === "SERVING");
  const building = rows.find(({ state }) => state === "BUILDING");
  if (serving === undefined) throw new Error("there is no index: it is made when the service starts");
  return {
    generation: serving.generation,
    productCount: serving.product_count,
    updateTime: serving.update_time,
    building: building && {
      generation: building.generation,
      eventsRead: building.position,
      eventsTotal: building.log_end,
    },
  };
}

function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}
