import { defineService } from "#mesh/runtime";
import { productUseCases } from "./app/use-cases.ts";
import { productConfig } from "./config.ts";
import { collectionConsumer } from "./consumers/collection-consumer.ts";
import { newsFromLog } from "./consumers/product-news.ts";
import { brandRpc } from "./rpc/brand-rpc.ts";
import { categoryRpc } from "./rpc/category-rpc.ts";
import { collectionRpc } from "./rpc/collection-rpc.ts";
import { decodeProductEvent } from "./rpc/decode-event.ts";
import { type CatalogueEvent, encodeEvent } from "./rpc/encode-event.ts";
import { productRpc } from "./rpc/product-rpc.ts";
import { sellerRpc } from "./rpc/seller-rpc.ts";
import { postgresBrandStore } from "./store/postgres-brand-store.ts";
import { postgresCategoryStore } from "./store/postgres-category-store.ts";
import { postgresCollectionStore } from "./store/postgres-collection-store.ts";
import { postgresImportStore } from "./store/postgres-import-store.ts";
import { postgresProductStore } from "./store/postgres-product-store.ts";
import { productHistory } from "./store/product-history.ts";
import { openStaffLists } from "./store/staff-lists.ts";
import { catalogueWorkers } from "./workers.ts";

/** The catalogue: products with their variants, and the tree of categories they stand in. */
export const productService = defineService({
  name: "product",
  config: productConfig,
  async start({ config, clock, ids, openDatabase, own }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<CatalogueEvent>({ migrations, encodeEvent });
    const collections = postgresCollectionStore(database);
    const news = newsFromLog(decodeProductEvent);
    const ports = {
      products: postgresProductStore(database, own(openStaffLists(database))),
      categories: postgresCategoryStore(database),
      brands: postgresBrandStore(database),
      collections,
      history: productHistory(database, decodeProductEvent),
      imports: postgresImportStore(database),
      news,
      clock,
      ids,
      language: config.language,
    };
    const app = productUseCases(ports);
    return {
      rpc: [productRpc(app), categoryRpc(app), brandRpc(app), collectionRpc(app), sellerRpc(app)],
      consumers: [collectionConsumer(collections, news.readFrom)],
      workers: catalogueWorkers(ports, app),
    };
  },
});
