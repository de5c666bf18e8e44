import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import type { Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
  Http2SessionManager,
} from "@connectrpc/connect-node";
import { errorCode } from "#mesh/machine";
import type { Protocol } from "./call-arguments.ts";
import { UsageError } from "./usage-error.ts";

/** One HTTP/2 connection to a server, opened when it is first used. */
export interface Connection {
  readonly url: string;
  over(protocol: Protocol): Transport;
  close(): void;
}

/** Reaches a server at "http://host:port" or "https://host:port"; `ca` is a PEM file of certificates to trust as well. */
export async function connectTo(address: string, ca: string | undefined): Promise<Connection> {
  const url = readAddress(address);
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, await readCertificates(ca)] };
  const sessionManager = new Http2SessionManager(url, undefined, trusted);
  const options = { baseUrl: url, httpVersion: "2", sessionManager } as const;
  return {
    url,
    over(protocol) {
      if (protocol === "grpc") return createGrpcTransport(options);
      return protocol === "connect" ? createConnectTransport(options) : createGrpcWebTransport(options);
    },
    close: () => sessionManager.abort(),
  };
}

function readAddress(address: string): string {
  const text = /^https?:\/\//.test(address) ? address : `http://${address}`;
  if (!URL.canParse(text))
    throw new UsageError(`--address takes a URL such as https://market.example; not "${address}"`);
  return new URL(text).origin;
}

async function readCertificates(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new UsageError(`--ca: ${path} cannot be read: ${errorCode(error)}`);
  }
}
