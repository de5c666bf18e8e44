import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "#mesh/kernel";
import { failure } from "./api-error.ts";
import type { Context } from "./context.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type ApiOptions, type ApiRequest, Dropped, serveApi } from "./serve-api.ts";
import { openParcelStore } from "./store.ts";
import { trackingPage } from "./tracking-page.ts";

export interface CarrierSandboxOptions {
  /** Loopback port; default 0, a free one. */
  readonly port?: number;
  /** SQLite file; default ":memory:". */
  readonly store?: string;
  readonly secretKey?: string;
  /** How long a parcel stays in each stage, in milliseconds; default 5,000. 0: until it is moved on by hand. */
  readonly stageMs?: number;
  readonly clock?: Clock;
}

export interface CarrierSandbox {
  /** "http://127.0.0.1:<port>". */
  readonly url: string;
  readonly secretKey: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

/** Starts the carrier on loopback. */
export async function startCarrierSandbox(options: CarrierSandboxOptions = {}): Promise<CarrierSandbox> {
  const { port = 0, store: path = ":memory:", secretKey = "carrier_test_key", stageMs = 5_000, clock } = options;
  const store = openParcelStore(path);
  const faults = createFaults();
  const now = () => clock?.now().getTime() ?? Date.now();
  const context: Context = { store, now, url: () => url, stageMs, inUse: new Map() };
  const api: ApiOptions = { context, faults, secretKey };
  const server = createServer((request, response) => void serve(api, request, response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    secretKey,
    faults,
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all(context.inUse.values());
      store.close();
    },
  };
}

async function serve(api: ApiOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const request = await readRequest(incoming);
    const [, number] = /^\/track\/(\w+)$/.exec(request.path) ?? [];
    if (number !== undefined) {
      const { store, stageMs, now } = api.context;
      const { status, html } = trackingPage(number, store.find(number), stageMs, now());
      response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(html);
      return;
    }
    const { status, body } = await serveApi(api, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  } catch (error) {
    if (error instanceof Dropped || response.destroyed || response.headersSent) {
      response.destroy();
      return;
    }
    console.error(error);
    const { status, body } = failure();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }
}

const mostBytes = 1_048_576;

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://carrier");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Dropped();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString();
  return { method: incoming.method ?? "", path: pathname, query: searchParams, headers: incoming.headers, body };
}
