import {
  GetProductRequest,
  GetProductResponse,
  ProductServiceService,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import {
  createClient,
  createRpcCore,
  implement,
  inProcessChannel,
  loadContracts,
  type RpcCore,
  type RpcObserver,
  serveGrpc,
} from "#mesh/rpc";
import type { LoadResult } from "../figures/measure-rounds.ts";
import { answer } from "./asked.ts";
import { telemetryFor } from "./product-in-process.ts";

/** GetProduct answered from memory by the full stack: what a cached read costs without the cache. */
export type FromMemory = Readonly<Record<Observed, string>>;

/** Without telemetry, with metrics as a market has them, and with one call in ten traced as well. */
export type Observed = "unobserved" | "measured" | "traced";

export interface RunFromMemory {
  readonly core: Observed;
  readonly requests: number;
}

const contracts = loadContracts();
const cores = new Map<Observed, RpcCore>();

answer({
  /** Serves each over gRPC; answers the addresses. */
  async serve({ bytes, traceCollector }: { bytes: Uint8Array; traceCollector: string }): Promise<FromMemory> {
    const product = GetProductResponse.decode(bytes);
    return {
      unobserved: await serve("unobserved", product, undefined),
      measured: await serve("measured", product, (await telemetryFor()).rpcObserver()),
      traced: await serve("traced", product, (await telemetryFor(traceCollector)).rpcObserver()),
    };
  },
  /** Calls within the process. */
  async run({ core, requests }: RunFromMemory): Promise<LoadResult> {
    const served = cores.get(core);
    if (served === undefined) throw new Error(`nothing is served as "${core}"`);
    const { getProduct } = createClient(ProductServiceService, inProcessChannel(served, "gateway"));
    const productId = "prd_01jd8z6r00e0080000000000g1";
    for (let index = 0; index < requests; index++) await getProduct(GetProductRequest.fromPartial({ productId }));
    return { requests, errors: 0 };
  },
});

async function serve(name: Observed, product: GetProductResponse, observer: RpcObserver | undefined): Promise<string> {
  const { getProduct } = ProductServiceService;
  const binding = implement({ getProduct }, { getProduct: async () => product });
  const core = createRpcCore({ services: [binding], contracts, observer });
  cores.set(name, core);
  return (await serveGrpc({ core, address: "127.0.0.1:0" })).address;
}
