import { defineService } from "#mesh/runtime";
import { searchUseCases } from "./app/use-cases.ts";
import { searchConfig } from "./config.ts";
import { catalogueConsumer } from "./consumers/catalogue-consumer.ts";
import { catalogueHistory } from "./consumers/catalogue-history.ts";
import type { IndexRebuilt } from "./domain/index-state.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { searchIndexRpc } from "./rpc/search-index-rpc.ts";
import { searchRpc } from "./rpc/search-rpc.ts";
import { planOnce } from "./store/plan-once.ts";
import { makeFirstIndex, postgresIndexBuilds } from "./store/postgres-index-builds.ts";
import { postgresProductIndex } from "./store/postgres-product-index.ts";

/** Search: the words of published products, and which of them people mean. */
export const searchService = defineService({
  name: "search",
  config: searchConfig,
  async start({ config, clock, ids, log, openDatabase }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<IndexRebuilt>({ migrations, encodeEvent });
    planOnce(database, log);
    await makeFirstIndex(database, config.language, clock.now());
    const history = catalogueHistory();
    const app = searchUseCases({
      index: postgresProductIndex(database),
      builds: postgresIndexBuilds(database, config.language),
      log: history,
      clock,
      ids,
    });
    return {
      rpc: [searchRpc(app), searchIndexRpc(app)],
      consumers: [catalogueConsumer(app, history.subscribed)],
      workers: [{ name: "search.rebuild", everyMs: 1_000, run: app.advanceBuild }],
    };
  },
});
