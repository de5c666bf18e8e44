import pg from "pg";
import { createIds, type Ids, silentLogger, systemClock } from "#mesh/kernel";
import { openDatabase, type Reader, type Statement } from "#mesh/store";
import type { SessionId, UserId } from "../../../services/auth/src/domain/ids.ts";
import { postgresSessionStore } from "../../../services/auth/src/store/postgres-session-store.ts";
import type { VariantId } from "../../../services/pricing/src/domain/price.ts";
import { postgresTermsReader } from "../../../services/pricing/src/store/postgres-terms-reader.ts";
import type { ProductId } from "../../../services/product/src/domain/product.ts";
import { postgresProductStore } from "../../../services/product/src/store/postgres-product-store.ts";
import type { LoadResult } from "../figures/measure-rounds.ts";
import { answer } from "./asked.ts";
import { runLanes, type Work } from "./lanes.ts";
import { withinCall } from "./within-call.ts";

/** The reads of stores that shops make most, and the same statements with the same values by `pg` alone. */
export interface OpenHotReads {
  /** With the schemas of product, pricing and auth. */
  readonly url: string;
  readonly poolSize: number;
  readonly productIds: readonly string[];
  readonly variantIds: readonly string[];
  readonly sessions: readonly { readonly sessionId: string; readonly userId: string }[];
}

export interface RunHotRead {
  /** Such as "find" or "find/pg". */
  readonly call: string;
  readonly requests: number;
  readonly concurrency: number;
}

interface Sent {
  readonly statement: Statement<unknown>;
  readonly values: readonly unknown[];
}

const works = new Map<string, Work>();
const batch = 10;
const lines = 5;

answer({
  async open(wanted: OpenHotReads) {
    for (const [call, read] of Object.entries(await readsOf(wanted))) {
      const sent: Sent[] = [];
      for (let index = 0; index < wanted.productIds.length; index++) sent.push(await read.sentBy(index));
      works.set(call, (index) => withinCall(() => read.work(index)));
      works.set(`${call}/pg`, (index) => {
        const { statement, values } = sent[index % sent.length] as Sent;
        const text = statement.text;
        return read.plain.query({ name: statement.name, text, values: values as unknown[] });
      });
    }
  },
  run({ call, requests, concurrency }: RunHotRead): Promise<LoadResult> {
    const work = works.get(call);
    if (work === undefined) throw new Error(`nothing is called "${call}"`);
    return runLanes(work, requests, concurrency);
  },
});

interface HotRead {
  readonly work: Work;
  /** Connections of `pg` alone to the same tables. */
  readonly plain: pg.Pool;
  /** The one statement the work sends. */
  sentBy(index: number): Promise<Sent>;
}

async function readsOf({ url, poolSize, productIds, variantIds, sessions }: OpenHotReads) {
  const ids = createIds(systemClock);
  const [products, prices, access] = await Promise.all(
    (["product", "pricing", "auth"] as const).map((service) => recording(service, url, poolSize, ids)),
  );
  if (products === undefined || prices === undefined || access === undefined) throw new Error("no database");
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const ofProduct = postgresProductStore(products.reader as never, { productsBefore: unused, close: async () => {} });
  const terms = postgresTermsReader(prices.reader);
  const ofSession = postgresSessionStore(access.reader as never);
  const now = systemClock.now();
  const purchase = (index: number) => ({
    ...{ currencyCode: "EUR", countryCode: "DE", regionCode: "", postalCode: "", couponCodes: [] },
    lines: Array.from({ length: lines }, (_, nth) => ({
      ...{ lineId: String(nth), variantId: at(variantIds, index * lines + nth) as VariantId, quantity: 1n },
    })),
  });
  const purchases = productIds.map((_, index) => purchase(index));
  const some = (index: number) => Array.from({ length: batch }, (_, nth) => at(productIds, index + nth) as ProductId);
  const session = (index: number) => {
    const { sessionId, userId } = at(sessions, index);
    return { sessionId: sessionId as SessionId, userId: userId as UserId };
  };
  return {
    find: products.of((index) => ofProduct.find(at(productIds, index) as ProductId)),
    findMany: products.of((index) => ofProduct.findMany(some(index))),
    page: products.of(() => ofProduct.page({ state: "PUBLISHED" }, undefined, 20)),
    quote: prices.of((index) => terms.read(at(purchases, index), now)),
    session: access.of((index) => ofSession.findAccess(session(index), 1, now)),
  } satisfies Record<string, HotRead>;
}

const unused = () => Promise.reject(new Error("not measured"));

/** A service's database as it is, whose statements can be overheard. */
async function recording(service: string, url: string, poolSize: number, ids: Ids) {
  const migrations = new URL(`../../../services/${service}/src/store/migrations/`, import.meta.url);
  const encodeEvent = () => ({ subject: "", payload: new Uint8Array() });
  const common = { service, url, poolSize, migrations, encodeEvent, clock: systemClock, ids, log: silentLogger };
  const database = await openDatabase(common);
  const plain = new pg.Pool({ connectionString: url, max: poolSize, options: `-c search_path=${service}` });
  let overheard: Sent | undefined;
  let listens = false;
  const reader: Reader = {
    query(statement, values = []) {
      if (listens) overheard = { statement, values };
      return database.query(statement, values);
    },
  };
  const of = (work: Work): HotRead => ({
    work,
    plain,
    async sentBy(index) {
      listens = true;
      overheard = undefined;
      await work(index);
      listens = false;
      if (overheard === undefined) throw new Error("the store sent no statement");
      return overheard;
    },
  });
  return { reader: { ...database, ...reader }, of };
}
