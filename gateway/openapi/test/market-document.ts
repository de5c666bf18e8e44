import { readFileSync } from "node:fs";
import { loadContracts } from "#mesh/rpc";
import { describeContracts, marketWords, type OpenApi } from "../mod.ts";

export const info = { title: "Market", version: "1", description: "Reads `code`.\n\n- one\n- two" };

/** The contracts of all services, with comments. */
export const contracts = loadContracts(readFileSync(new URL("../../../gen/documented.binpb", import.meta.url)));

/** What is served as /openapi.json, but for its title. */
export const document: OpenApi = describeContracts(contracts, info, marketWords);
