import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { failure } from "./api-error.ts";
import { apiVersion } from "./events.ts";
import { createFaults, type Faults } from "./faults.ts";
import { idempotencyKeys } from "./idempotency.ts";
import { eventTypes } from "./objects.ts";
import { type ApiAnswer, type ApiOptions, type ApiRequest, Dropped, serveApi } from "./serve-api.ts";
import { servePages } from "./serve-pages.ts";
import { openObjectStore } from "./store.ts";
import { createWebhooks, type Deliver } from "./webhooks.ts";

export interface SandboxOptions {
  /** Loopback port; default 0, a free one. */
  readonly port?: number;
  /** SQLite file; default ":memory:". */
  readonly store?: string;
  readonly secretKey?: string;
  readonly webhook?: {
    readonly url?: string | undefined;
    readonly secret?: string;
    /** Types of events that are posted; default: all. */
    readonly events?: readonly string[];
    /** How long after its cause an event is posted, in milliseconds; default 0. */
    readonly delayMs?: number;
  };
}

export interface Sandbox {
  /** "http://127.0.0.1:<port>". */
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly faults: Faults;
  /** Posts events there from now on; undefined posts none. */
  postEventsTo(target: string | Deliver | undefined): void;
  close(): Promise<void>;
}

/** Starts the server on loopback. */
export async function startStripeSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, store: path = ":memory:", secretKey = "sk_test_sandbox", webhook = {} } = options;
  const { secret = "whsec_sandbox", events = eventTypes, delayMs = 0 } = webhook;
  let target: string | Deliver | undefined = webhook.url;
  const store = openObjectStore(path);
  const faults = createFaults();
  const render = (text: string) => text.replaceAll('"sandbox:/', `"${url}/`);
  const webhooks = createWebhooks(store, { target: () => target, secret, events, delayMs, faults, render });
  const api: ApiOptions = { store, keys: idempotencyKeys(store), faults, webhooks, secretKey };
  const server = createServer((request, response) => void serve(api, request, response, render));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  webhooks.wake();
  return {
    url,
    secretKey,
    webhookSecret: secret,
    faults,
    postEventsTo(next) {
      target = next;
      webhooks.wake();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await webhooks.close();
      store.close();
    },
  };
}

async function serve(
  api: ApiOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
  render: (text: string) => string,
): Promise<void> {
  try {
    const request = await readRequest(incoming);
    const page = servePages(api, request);
    if (page !== undefined) {
      response.writeHead(page.status, page.headers).end(page.text);
      return;
    }
    const answer = await serveApi(api, request);
    response.writeHead(answer.status, headersOf(request, answer)).end(render(answer.text));
  } catch (error) {
    if (error instanceof Dropped || response.headersSent) {
      response.destroy();
      return;
    }
    console.error(error);
    response.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ error: failure().body }));
  }
}

const mostBytes = 1_048_576;

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const { pathname, search } = new URL(incoming.url ?? "/", "http://sandbox");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Dropped();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString();
  return { method: incoming.method ?? "", path: pathname, query: search.slice(1), headers: incoming.headers, body };
}

function headersOf({ headers }: ApiRequest, { requestId, replayed }: ApiAnswer): Record<string, string> {
  const key = headers["idempotency-key"];
  return {
    "content-type": "application/json",
    "request-id": requestId,
    "stripe-version": String(headers["stripe-version"] ?? apiVersion),
    ...(typeof key === "string" ? { "idempotency-key": key } : {}),
    ...(replayed === true ? { "idempotent-replayed": "true", "original-request": requestId } : {}),
  };
}
