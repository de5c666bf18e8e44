import { GetProductResponse, ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { createRpcCore, implement, loadContracts, type RpcObserver, serveGrpc } from "#mesh/rpc";
import { answer } from "./asked.ts";
import { telemetryFor } from "./product-in-process.ts";

/** GetProduct answered from memory by the full stack: what a cached read costs without the cache. */
export interface FromMemory {
  readonly plain: string;
  readonly unobserved: string;
  readonly traced: string;
}

const contracts = loadContracts();

async function serve(product: GetProductResponse, observer: RpcObserver | undefined): Promise<string> {
  const unmeasured = () => Promise.reject(new Error("not measured"));
  const binding = implement(ProductServiceService, {
    getProduct: async () => product,
    createProduct: unmeasured,
    updateProduct: unmeasured,
    batchGetProducts: unmeasured,
    listProducts: unmeasured,
    batchGetVariants: unmeasured,
  });
  const core = createRpcCore({ services: [binding], contracts, observer });
  return (await serveGrpc({ core, address: "127.0.0.1:0" })).address;
}

answer({
  async serve({ bytes, traceCollector }: { bytes: Uint8Array; traceCollector: string }): Promise<FromMemory> {
    const product = GetProductResponse.decode(bytes);
    return {
      plain: await serve(product, telemetryFor().rpcObserver()),
      unobserved: await serve(product, undefined),
      traced: await serve(product, telemetryFor(traceCollector).rpcObserver()),
    };
  },
});
