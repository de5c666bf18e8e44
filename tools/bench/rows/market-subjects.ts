import { type HttpProtocol, overHttp, renames } from "../stage/messages.ts";
import type { Stage } from "../stage/stage.ts";
import type { SubjectMaker } from "./subject-maker.ts";
import { listShare } from "./yardstick-subjects.ts";

type Processes = "one" | "many";
type Read = "get" | "list";

const shares: Readonly<Record<Read, number>> = { get: 1, list: listShare };

/** Calls of a market as `um start` runs it. */
export const marketSubjects: Readonly<Record<string, SubjectMaker>> = {
  "one/get/service": toService("one", "get"),
  "one/get/grpc": byGrpc("one", "get"),
  "one/get/connect": byHttp("one", "get", "connect"),
  "one/get/connectJson": byHttp("one", "get", "connectJson"),
  "one/get/rest": byHttp("one", "get", "rest"),
  "one/get/rest1": byHttp("one", "get", "rest", 1),
  "one/list/service": toService("one", "list"),
  "one/list/grpc": byGrpc("one", "list"),
  "one/list/connectJson": byHttp("one", "list", "connectJson"),
  "one/list/rest": byHttp("one", "list", "rest"),
  "one/update/rest": updateByRest("one"),
  "many/get/service": toService("many", "get"),
  "many/get/grpc": byGrpc("many", "get"),
  "many/get/connect": byHttp("many", "get", "connect"),
  "many/get/connectJson": byHttp("many", "get", "connectJson"),
  "many/get/rest": byHttp("many", "get", "rest"),
  "many/list/service": toService("many", "list"),
  "many/list/grpc": byGrpc("many", "list"),
  "many/list/rest": byHttp("many", "list", "rest"),
};

/** The processes of the market, and PostgreSQL with all its connections. */
async function partsOf(stage: Stage, processes: Processes): Promise<Readonly<Record<string, number>>> {
  const { pids } = await stage.market(processes);
  const { postgres } = await stage.databases();
  const { market, product, gateway } = pids;
  const app = market ?? product;
  if (app === undefined) throw new Error("the market runs no program that could be measured");
  return { app, ...(gateway === undefined ? {} : { gateway }), postgres: postgres.pid };
}

/** Straight to the product service, past the gateway. */
function toService(processes: Processes, read: Read): SubjectMaker {
  return async (stage, key, driver) => {
    const { grpc: address, tlsFiles } = await stage.market(processes);
    const message = (await stage.messages())[read];
    const target = { address, message, share: shares[read], tls: tlsFiles("gateway") };
    const parts = await partsOf(stage, processes);
    return { key, share: shares[read], parts, load: (requests) => driver.grpc(target, requests) };
  };
}

function byGrpc(processes: Processes, read: Read): SubjectMaker {
  return async (stage, key, driver) => {
    const { origin } = await stage.market(processes);
    const message = (await stage.messages())[read];
    const target = { address: new URL(origin).host, message, share: shares[read] };
    const parts = await partsOf(stage, processes);
    return { key, share: shares[read], parts, load: (requests) => driver.grpc(target, requests) };
  };
}

function byHttp(processes: Processes, read: Read, protocol: HttpProtocol, version: 1 | 2 = 2): SubjectMaker {
  return async (stage, key, driver) => {
    const { origin } = await stage.market(processes);
    const from = overHttp[protocol]((await stage.messages())[read]);
    const parts = await partsOf(stage, processes);
    const target = { origin, version, from, share: shares[read] };
    return { key, share: shares[read], parts, load: (requests) => driver.http(target, requests) };
  };
}

function updateByRest(processes: Processes): SubjectMaker {
  return async (stage, key, driver) => {
    const { origin, token } = await stage.market(processes);
    const { changing } = await stage.messages();
    const bearer = await token();
    const parts = await partsOf(stage, processes);
    const share = 0.2;
    const load = (requests: number) =>
      driver.http({ origin, version: 2, from: renames(changing, bearer, requests), share }, requests);
    return { key, share, parts, load };
  };
}
