import type { Interceptor, Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";

/** The way through the market's public door, with a token if one is given. */
export function marketTransport(url: string, token?: string): Transport {
  const authorize: Interceptor = (next) => (request) => {
    request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
  const interceptors = token === undefined ? [] : [authorize];
  return createConnectTransport({ baseUrl: url, httpVersion: "2", interceptors });
}
