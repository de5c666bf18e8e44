import pg from "pg";
import { uuidFromId } from "#mesh/kernel";
import * as sql from "../../../services/product/src/store/product-statements.ts";
import type { Catalogue } from "../stage/databases.ts";
import { buffersOf } from "./buffers.ts";

/** Pages of 8 KiB that reads touch. */
export interface ReadBuffers {
  readonly find: number;
  readonly firstPage: number;
  readonly farPage: number;
  /** Which page of 20 the far one is. */
  readonly farPageNumber: number;
}

const pageSize = 20;
const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The last full page stands for the far one. */
export async function countBuffers({ url, published }: Catalogue): Promise<ReadBuffers> {
  const farPageNumber = Math.floor(published.length / pageSize);
  const newestFirst = published.toReversed();
  const before = newestFirst[(farPageNumber - 1) * pageSize - 1];
  const [some] = published;
  if (before === undefined || some === undefined) throw new Error("the catalogue is too small for a far page");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET search_path TO product");
    const page = (key: string) => buffersOf(client, sql.pageByState, ["PUBLISHED", key, pageSize + 1]);
    return {
      find: await buffersOf(client, sql.find, [uuidFromId(some.productId)]),
      firstPage: await page(beyondAll),
      farPage: await page(uuidFromId(before.productId)),
      farPageNumber,
    };
  } finally {
    await client.end();
  }
}
