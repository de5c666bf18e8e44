import type { Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";

/** How calls travel. */
export interface TransportOptions {
  /** Where the market answers, such as "https://shop.example"; in a page of its own also "/". */
  readonly baseUrl: string;
  /** Default: "connect". */
  readonly protocol?: "connect" | "grpc-web" | undefined;
  /** JSON is easier to read in developer tools, binary is smaller. Default: "binary". */
  readonly format?: "binary" | "json" | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A transport on `fetch`, which browsers and Node have. `credentials` says whether cookies go along. */
export function fetchTransport(options: TransportOptions, credentials: "omit" | "include"): Transport {
  const { baseUrl, protocol = "connect", format = "binary", fetch = globalThis.fetch } = options;
  const create = protocol === "connect" ? createConnectTransport : createGrpcWebTransport;
  return create({
    baseUrl,
    useBinaryFormat: format === "binary",
    fetch: (input, init) => fetch(input, { ...init, credentials }),
  });
}
