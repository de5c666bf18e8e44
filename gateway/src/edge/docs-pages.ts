import { readFileSync } from "node:fs";
import { type Contracts, loadContracts } from "#mesh/rpc";
import { describeContracts, docsPolicy, marketWords, renderDocs } from "../../openapi/mod.ts";
import type { PageSource } from "./page.ts";

const documented = new URL("../../../gen/documented.binpb", import.meta.url);

/** The released contracts with their comments. */
export function documentedContracts(): Contracts {
  return loadContracts(readFileSync(documented));
}

const info = {
  title: "UltraMarket",
  version: "1",
  license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
  description: [
    "Every call below is also an RPC: by Connect and gRPC-web at the same address under the path given as RPC, and by gRPC.",
    "Sign in with `Authorization: Bearer <access token>`. The examples for curl read the address of this page from `MARKET` and the token from `TOKEN`. Name your own deadline in seconds with `Request-Timeout`. Every answer carries `X-Request-Id`; mention it when you report a problem.",
    "Errors are `google.rpc.Status`: `code` is the canonical code, and the detail `google.rpc.ErrorInfo` carries a `reason` that never changes its meaning.",
  ].join("\n\n"),
};

/** /openapi.json and /docs, made when first asked for. */
export function docsPages(contracts: () => Contracts): ReadonlyMap<string, PageSource> {
  const document = once(() => describeContracts(contracts(), info, marketWords));
  const json = once(() => JSON.stringify(document()));
  const page = once(() => renderDocs(document()));
  return new Map<string, PageSource>([
    ["/openapi.json", () => ({ status: 200, type: "application/json", body: json() })],
    ["/docs", () => ({ status: 200, type: "text/html; charset=utf-8", body: page(), policy: docsPolicy })],
  ]);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
