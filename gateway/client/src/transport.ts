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

/**
 * A transport on `fetch`, which browsers and Node have. Cookies go along if there is somebody to `hear` what answers say of
 * them.
 */
export function fetchTransport(options: TransportOptions, hear?: (headers: Headers) => void): Transport {
  const { baseUrl, protocol = "connect", format = "binary", fetch = globalThis.fetch } = options;
  const create = protocol === "connect" ? createConnectTransport : createGrpcWebTransport;
  return create({
    baseUrl,
    useBinaryFormat: format === "binary",
    async fetch(input, init) {
      const response = await fetch(input, { ...init, credentials: hear === undefined ? "omit" : "include" });
      hear?.(response.headers);
      return response;
    },
  });
}
