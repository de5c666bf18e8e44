import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { type RpcWay, transportOf } from "./rpc-shop.ts";

export interface PendingOptions {
  readonly way: RpcWay | "rest";
  readonly kind: "unary" | "stream";
  readonly baseUrl: string;
}

let leave = new AbortController();
let pending: Promise<unknown> = Promise.resolve();

/** Begins a call; answers when that is sent, or the first answer of a stream is here. */
export async function beginCall({ way, kind, baseUrl }: PendingOptions): Promise<void> {
  leave = new AbortController();
  const { signal } = leave;
  const begun = way === "rest" ? byFetch(kind, baseUrl, signal) : byCall(way, kind, baseUrl, signal);
  pending = begun.rest;
  // What becomes of it is for who ends it.
  pending.catch(() => undefined);
  await begun.first;
}

/** Ends it; answers how the call ended: the code of its error, or "answered". */
export async function abortCall(): Promise<string> {
  leave.abort();
  return pending.then(
    () => "answered",
    (error) => (error instanceof DOMException ? error.name : Code[ConnectError.from(error).code]),
  );
}

interface Begun {
  readonly first: Promise<unknown>;
  readonly rest: Promise<unknown>;
}

function byCall(way: RpcWay, kind: PendingOptions["kind"], baseUrl: string, signal: AbortSignal): Begun {
  const client = createClient(EchoService, transportOf(way, baseUrl, globalThis.fetch));
  if (kind === "unary") return { first: Promise.resolve(), rest: client.echo({ message: "a" }, { signal }) };
  const answers = client.repeat({ message: "a", count: 1 }, { signal })[Symbol.asyncIterator]();
  const first = answers.next();
  return { first, rest: first.then(() => answers.next()) };
}

function byFetch(kind: PendingOptions["kind"], baseUrl: string, signal: AbortSignal): Begun {
  const headers = { accept: "application/x-ndjson" };
  if (kind === "unary") return { first: Promise.resolve(), rest: fetch(`${baseUrl}/v1/echo/a`, { signal }) };
  const reader = fetch(`${baseUrl}/v1/echo/a:repeat?count=1`, { signal, headers }).then(({ body }) =>
    body?.getReader(),
  );
  const first = reader.then((opened) => opened?.read());
  return { first, rest: first.then(async () => (await reader)?.read()) };
}
