import { readFileSync } from "node:fs";
import { type Contracts, loadContracts } from "#mesh/rpc";
import {
  describeContracts,
  describePostman,
  docsPolicy,
  marketInfo,
  marketWords,
  renderDocs,
} from "../../openapi/mod.ts";
import { once } from "./once.ts";
import type { Page, PageSource } from "./page.ts";

const documented = new URL("../../../gen/documented.binpb", import.meta.url);

/** The released contracts with their comments. */
export function documentedContracts(): Contracts {
  return loadContracts(readFileSync(documented));
}

/** /openapi.json, /postman.json and /docs, made when first asked for. */
export function docsPages(contracts: () => Contracts): ReadonlyMap<string, PageSource> {
  const document = once(() => describeContracts(contracts(), marketInfo, marketWords));
  const json = (body: unknown): Page => ({
    status: 200,
    type: "application/json",
    body: JSON.stringify(body),
    isFixed: true,
  });
  return new Map<string, PageSource>([
    ["/openapi.json", once(() => json(document()))],
    ["/postman.json", once(() => json(describePostman(document(), "http://127.0.0.1:8080")))],
    [
      "/docs",
      once(() => ({
        status: 200,
        type: "text/html; charset=utf-8",
        body: renderDocs(document()),
        policy: docsPolicy,
        isFixed: true,
      })),
    ],
  ]);
}
