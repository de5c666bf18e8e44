import type { IncomingMessage } from "node:http";
import { ApiError, failure } from "./api-error.ts";
import type { RouteAnswer } from "./context.ts";
import { contextOf } from "./events.ts";
import { expand } from "./expand.ts";
import type { Fault, Faults } from "./faults.ts";
import { fingerprint, type Params, readForm } from "./form.ts";
import type { IdempotencyKeys, SavedAnswer } from "./idempotency.ts";
import { newId } from "./new-id.ts";
import { listOf } from "./params.ts";
import { findRoute } from "./routes.ts";
import type { ObjectStore } from "./store.ts";
import type { Webhooks } from "./webhooks.ts";

export interface ApiOptions {
  readonly store: ObjectStore;
  readonly keys: IdempotencyKeys;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly secretKey: string;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface ApiAnswer extends SavedAnswer {
  readonly replayed?: boolean;
}

/** Cuts the connection instead of answering. */
export class Dropped extends Error {}

/** Answers one request of Stripe's API. */
export async function serveApi(options: ApiOptions, request: ApiRequest): Promise<ApiAnswer> {
  const requestId = newId("req").slice(0, 18);
  try {
    authorize(options.secretKey, request.headers.authorization);
    const params = readForm(request.method === "GET" ? request.query : request.body);
    const key = request.method === "POST" ? headerOf(request, "idempotency-key") : undefined;
    if (key === undefined) return await act(options, request, params, requestId, undefined);
    return await actOnce(options, request, params, requestId, key);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, text: JSON.stringify({ error: error.body }), requestId };
  }
}

async function actOnce(
  options: ApiOptions,
  request: ApiRequest,
  params: Params,
  requestId: string,
  key: string,
): Promise<ApiAnswer> {
  const print = fingerprint(request.method, request.path, params);
  const saved = options.keys.claim(key, print);
  if (saved !== undefined) {
    await sufferNetwork(options.faults.ofRequest(request.method, request.path));
    return { ...saved, replayed: true };
  }
  try {
    return await act(options, request, params, requestId, { key, print });
  } finally {
    options.keys.release(key);
  }
}

interface Keyed {
  readonly key: string;
  readonly print: string;
}

/** Has the request's effect once the faults before it are over, and then those after it. */
async function act(
  options: ApiOptions,
  request: ApiRequest,
  params: Params,
  requestId: string,
  keyed: Keyed | undefined,
): Promise<ApiAnswer> {
  const found = findRoute(request.method, request.path);
  if (found === undefined) throw unknownAddress(request);
  const faults = options.faults.ofRequest(request.method, request.path);
  await suffer(faults, "before");
  const { store, keys, webhooks } = options;
  const origin = { requestId, idempotencyKey: keyed?.key ?? null };
  const answer = store.transact(() => {
    const context = contextOf(store, origin, webhooks.plan);
    const { status, body } = found.route(context, { params, id: found.id });
    const made = { status, text: textOf(store, { status, body }, params), requestId };
    if (keyed !== undefined) keys.save(keyed.key, keyed.print, made);
    return made;
  });
  webhooks.wake();
  try {
    await suffer(faults, "after");
  } catch (error) {
    if (error instanceof ApiError && keyed !== undefined) keys.save(keyed.key, keyed.print, failed(error, requestId));
    throw error;
  }
  return answer;
}

function textOf(store: ObjectStore, { status, body }: RouteAnswer, params: Params): string {
  return JSON.stringify(status === 200 ? expand(store, body, listOf(params, "expand")) : body);
}

function failed(error: ApiError, requestId: string): SavedAnswer {
  return { status: error.status, text: JSON.stringify({ error: error.body }), requestId };
}

async function suffer(faults: readonly Fault[], when: Fault["when"]): Promise<void> {
  for (const fault of faults.filter((candidate) => candidate.when === when)) {
    if (fault.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault.kind === "fail") throw failure();
    if (fault.kind === "drop") throw new Dropped();
  }
}

/** Slowness and lost connections hit a repeat too; it has no effect that could come before or after them. */
async function sufferNetwork(faults: readonly Fault[]): Promise<void> {
  const network = faults.filter(({ kind }) => kind !== "fail");
  await suffer(network, "before");
  await suffer(network, "after");
}

function authorize(secretKey: string, header = ""): void {
  const basic = `Basic ${Buffer.from(`${secretKey}:`).toString("base64")}`;
  if (header === `Bearer ${secretKey}` || header === basic) return;
  throw new ApiError(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
}

function unknownAddress({ method, path }: ApiRequest): ApiError {
  return new ApiError(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}).`,
  });
}

function headerOf({ headers }: ApiRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
