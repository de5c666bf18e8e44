import type pg from "pg";
import {
  GetProductRequest,
  ListProductsRequest,
  ProductServiceService,
  UpdateProductRequest,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { uuidFromId } from "#mesh/kernel";
import { createClient, type RpcCore } from "#mesh/rpc";
import type { ProductId } from "../../../services/product/src/domain/product.ts";
import * as sql from "../../../services/product/src/store/product-statements.ts";
import type { LoadResult } from "../figures/measure-rounds.ts";
import { answer } from "./asked.ts";
import { runLanes, type Work } from "./lanes.ts";
import { channelTo, openProduct, type ProductInProcess } from "./product-in-process.ts";
import { withinCall } from "./within-call.ts";

/** Calls the product service within this process, and yardstick (c): the same statement by `pg` alone. */
export interface OpenInProcess {
  /** Databases by the prefix of their calls, such as "small". */
  readonly databases: Readonly<Record<string, { readonly url: string; readonly poolSize: number }>>;
  readonly productIds: Readonly<Record<string, readonly string[]>>;
  /** Products that are changed, by prefix. */
  readonly changing: Readonly<Record<string, readonly string[]>>;
}

export interface RunInProcess {
  /** Such as "small/getProduct". */
  readonly call: string;
  readonly requests: number;
  readonly concurrency: number;
}

const works = new Map<string, Work>();
const cores = new Map<string, RpcCore>();

answer({
  async open({ databases, productIds, changing }: OpenInProcess) {
    for (const [name, { url, poolSize }] of Object.entries(databases)) {
      const product = await openProduct(url, poolSize);
      cores.set(name, product.core);
      const ids = { read: productIds[name] ?? [], changed: changing[name] ?? [] };
      for (const [call, work] of Object.entries(worksOf(product, ids))) works.set(`${name}/${call}`, work);
    }
  },
  run({ call, requests, concurrency }: RunInProcess): Promise<LoadResult> {
    const work = works.get(call);
    if (work === undefined) throw new Error(`nothing is called "${call}"`);
    return runLanes(work, requests, concurrency);
  },
  /** The encoded answer of a call. */
  bytes({ database, path, request }: { database: string; path: string; request: Uint8Array }) {
    const core = cores.get(database);
    if (core === undefined) throw new Error(`there is no database "${database}"`);
    return core.unary(path, request, { workload: "gateway" });
  },
});

interface Ids {
  readonly read: readonly string[];
  readonly changed: readonly string[];
}

function worksOf(product: ProductInProcess, ids: Ids) {
  const client = createClient(ProductServiceService, channelTo(product.core));
  const id = (index: number) => ids.read[index % ids.read.length] ?? "";
  const changed = (index: number) => ids.changed[index % ids.changed.length] ?? "";
  const list = (pageSize: number, pageToken = "") =>
    client.listProducts(ListProductsRequest.fromPartial({ pageSize, pageToken }));
  return {
    getProduct: (index: number) => client.getProduct(GetProductRequest.fromPartial({ productId: id(index) })),
    listProducts10: () => list(10),
    listProducts20: () => list(20),
    listProducts100: () => list(100),
    updateProduct: (index: number) => client.updateProduct(renaming(changed(index)), { token: "bench" }),
    find: (index: number) => withinCall(() => product.find(id(index) as ProductId)),
    pgFind: (index: number) => pgFind(product.pool, id(index)),
  };
}

let renamed = 0;

function renaming(productId: string) {
  renamed += 1;
  return UpdateProductRequest.fromPartial({
    productId,
    product: { name: `Everyday chair ${renamed}` },
    updateMask: ["name"],
    requestId: `bench-${process.pid}-${renamed}`,
  });
}

function pgFind(pool: pg.Pool, id: string): Promise<unknown> {
  return pool.query({ ...sql.find, values: [uuidFromId(id as ProductId)] });
}
