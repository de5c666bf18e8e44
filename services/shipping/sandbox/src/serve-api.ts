import type { IncomingMessage } from "node:http";
import { ApiError, failure, invalid } from "./api-error.ts";
import type { Context } from "./context.ts";
import type { Fault, FaultRequest, Faults } from "./faults.ts";
import { type Fields, isFields } from "./parcel.ts";
import { findRoute } from "./routes.ts";
import type { Answer } from "./store.ts";

export interface ApiOptions {
  readonly context: Context;
  readonly faults: Faults;
  readonly secretKey: string;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Cuts the connection instead of answering. */
export class Dropped extends Error {}

/** Answers one request; only those below /v1 need the key and suffer faults. */
export async function serveApi(options: ApiOptions, request: ApiRequest): Promise<Answer> {
  try {
    if (request.path === "/sandbox/faults") return controlFaults(options.faults, request);
    if (!request.path.startsWith("/v1/")) return await act(options, request);
    if (request.headers.authorization !== `Bearer ${options.secretKey}`) {
      throw new ApiError(401, "key_invalid", "The API key is not valid.");
    }
    const faults = options.faults.take(request.method, request.path);
    await suffer(faults, "before");
    const answer = await act(options, request);
    await suffer(faults, "after");
    return answer;
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    throw error;
  }
}

async function act({ context }: ApiOptions, { method, path, query, headers, body }: ApiRequest): Promise<Answer> {
  const { route, id } = findRoute(method, path);
  const key = headers["idempotency-key"];
  return route(context, { body: readJson(body), query, id, idempotencyKey: typeof key === "string" ? key : "" });
}

/** Takes JSON alone: no page of a browser can send it from elsewhere. */
function controlFaults(faults: Faults, { method, headers, body }: ApiRequest): Answer {
  if (method === "DELETE") faults.clear();
  if (method === "POST") {
    if (headers["content-type"] !== "application/json") {
      throw new ApiError(415, "request_invalid", "application/json is wanted.");
    }
    faults.add(readJson(body) as unknown as FaultRequest);
  }
  return { status: 200, body: { faults: faults.list() } };
}

function readJson(text: string): Fields {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value;
  } catch {
    throw invalid("The body is no JSON.");
  }
  throw invalid("The body is no JSON object.");
}

async function suffer(faults: readonly Fault[], when: Fault["when"]): Promise<void> {
  for (const fault of faults.filter((candidate) => candidate.when === when)) {
    if (fault.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault.kind === "fail") throw failure();
    if (fault.kind === "drop") throw new Dropped();
  }
}
