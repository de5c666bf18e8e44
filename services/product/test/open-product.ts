import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase } from "#mesh/store";
import type { CategoryEvent } from "../src/domain/category.ts";
import type { ProductEvent } from "../src/domain/product.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { ids } from "./builders.ts";

/** The service's database, migrated. */
export function openProduct(url: string, poolSize = 4): Promise<Database<ProductEvent | CategoryEvent>> {
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "product", url, poolSize, clock: systemClock, ids, log: silentLogger };
  return openDatabase({ ...common, migrations, encodeEvent });
}
