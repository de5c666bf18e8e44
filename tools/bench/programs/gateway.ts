import { readFileSync } from "node:fs";
import { file_ultramarket_testing_v1_echo_service } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import {
  GetProductResponse,
  ListProductsResponse,
  ProductServiceService,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import {
  type Channel,
  createRpcCore,
  grpcChannel,
  implement,
  inProcessChannel,
  loadContracts,
  noTokens,
} from "#mesh/rpc";
import { startGateway } from "../../../gateway/src/gateway.ts";
import { answer } from "./asked.ts";

/** The gateway alone, as a market starts it but without limits of rate and telemetry, in front of one upstream. */
export type ServeGateway =
  | { readonly upstream: string }
  /** The product service in this process, answering from memory. */
  | { readonly inProcess: { readonly get: Uint8Array; readonly list: Uint8Array } };

const released = readFileSync(new URL("../../../gen/contracts.binpb", import.meta.url));
const contracts = loadContracts(released, file_ultramarket_testing_v1_echo_service);
const quiet = () => undefined;

answer({
  /** Answers the origin. */
  async serve(served: ServeGateway): Promise<string> {
    const channel = "upstream" in served ? grpcChannel({ address: served.upstream }) : inProcess(served.inProcess);
    const { url } = await startGateway({
      contracts,
      channelFor: () => channel,
      tokens: noTokens,
      readiness: async () => [],
      log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
      renderMetrics: async () => "",
      host: "127.0.0.1",
      port: 0,
      adminPort: 0,
      limits,
    });
    return url;
  },
});

const limits = {
  readBytes: 4 * 1024 * 1024,
  writeBytes: 16 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 60_000,
  idleTimeoutMs: 120_000,
  connections: 1_000,
  streams: 1_000,
};

function inProcess({ get, list }: { readonly get: Uint8Array; readonly list: Uint8Array }): Channel {
  const product = GetProductResponse.decode(get);
  const products = ListProductsResponse.decode(list);
  const { getProduct, listProducts } = ProductServiceService;
  const binding = implement(
    { getProduct, listProducts },
    {
      getProduct: async () => product,
      listProducts: async () => products,
    },
  );
  return inProcessChannel(createRpcCore({ services: [binding], contracts }), "gateway");
}
