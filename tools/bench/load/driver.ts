import { fileURLToPath } from "node:url";
import type { TlsIdentity } from "#mesh/rpc";
import type { LoadResult } from "../figures/measure-rounds.ts";
import type { GrpcLoad, HttpLoad } from "../programs/load.ts";
import { readTls } from "../stage/market.ts";
import { type Message, pathOf } from "../stage/messages.ts";
import type { Program } from "../stage/program.ts";
import { runGhz } from "./ghz.ts";
import type { HttpRequest } from "./http-client.ts";

/** Sends requests at the run's rate from processes of their own. */
export interface Driver {
  readonly name: string;
  http(target: HttpTarget, requests: number): Promise<LoadResult>;
  grpc(target: GrpcTarget, requests: number): Promise<LoadResult>;
}

export interface HttpTarget {
  readonly origin: string;
  readonly version: 1 | 2;
  readonly from: readonly HttpRequest[];
  /** Share of the run's rate. */
  readonly share: number;
}

export interface GrpcTarget {
  readonly address: string;
  readonly message: Message;
  /** Files in PEM. */
  readonly tls?: TlsIdentity | undefined;
  readonly share: number;
}

const protoset = fileURLToPath(new URL("../../../gen/contracts.binpb", import.meta.url));

/** Drives gRPC by ghz, or by our own client where there is none; HTTP by our own. */
export function createDriver(load: () => Promise<Program>, fullRate: number, ghz: string | undefined): Driver {
  return {
    name: ghz === undefined ? "own client of grpc-js" : "ghz",
    async http({ origin, version, from, share }, requests) {
      const content: HttpLoad = { origin, version, from, requests, rate: fullRate * share };
      return (await load()).ask<LoadResult>("http", content);
    },
    async grpc({ address, message, tls, share }, requests) {
      const pace = { requests, rate: fullRate * share };
      if (ghz === undefined) {
        const from = message.asked.map(({ bytes }) => bytes);
        const content: GrpcLoad = { address, path: pathOf(message), from, tls: tls && readTls(tls), ...pace };
        return (await load()).ask<LoadResult>("grpc", content);
      }
      const method = `${message.service}/${message.method}`;
      return runGhz({ ghz, protoset, address, method, data: message.asked.map(({ json }) => json), tls, ...pace });
    },
  };
}
