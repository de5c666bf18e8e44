import { defineService } from "#mesh/runtime";
import { productUseCases } from "./app/use-cases.ts";
import { productConfig } from "./config.ts";
import type { CategoryEvent } from "./domain/category.ts";
import type { ProductEvent } from "./domain/product.ts";
import { categoryRpc } from "./rpc/category-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { productRpc } from "./rpc/product-rpc.ts";
import { postgresCategoryStore } from "./store/postgres-category-store.ts";
import { postgresProductStore } from "./store/postgres-product-store.ts";
import { openStaffLists } from "./store/staff-lists.ts";

/** The catalogue: products with their variants, and the tree of categories they stand in. */
export const productService = defineService({
  name: "product",
  config: productConfig,
  async start({ clock, ids, openDatabase, own }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<ProductEvent | CategoryEvent>({ migrations, encodeEvent });
    const products = postgresProductStore(database, own(openStaffLists(database)));
    const app = productUseCases({ products, categories: postgresCategoryStore(database), clock, ids });
    return { rpc: [productRpc(app), categoryRpc(app)] };
  },
});
