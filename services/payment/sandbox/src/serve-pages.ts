import { ApiError } from "./api-error.ts";
import { contextOf } from "./events.ts";
import type { FaultRequest } from "./faults.ts";
import type { ApiOptions, ApiRequest } from "./serve-api.ts";
import { authenticate, authenticating, authenticationPage } from "./three-d-secure.ts";

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What is served beside Stripe's API: the page of the customer's bank and the control of faults. */
export function servePages(options: ApiOptions, request: ApiRequest): PageAnswer | undefined {
  const { method, path } = request;
  if (path === "/sandbox/faults") return controlFaults(options, request);
  const [, secret, verdict] = /^\/3d-secure\/(\w+)(?:\/(complete|fail))?$/.exec(path) ?? [];
  if (secret === undefined) return undefined;
  const context = contextOf(options.store, { requestId: null, idempotencyKey: null }, options.webhooks.plan);
  const intent = authenticating(context, secret);
  if (intent === undefined) return page(404, "<!doctype html><title>Unknown</title>There is no such payment.");
  if (method === "GET" && verdict === undefined) return page(200, authenticationPage(intent));
  if (method !== "POST" || verdict === undefined) return page(405, "");
  if (intent.status !== "requires_action") return page(409, authenticationPage(intent));
  const address = options.store.transact(() => authenticate(context, intent, verdict as "complete" | "fail"));
  options.webhooks.wake();
  return address === undefined
    ? page(200, "<!doctype html><title>Done</title>You may close this page.")
    : { status: 303, headers: { location: address }, text: "" };
}

/** Takes JSON alone: no page of a browser can send it from elsewhere. */
function controlFaults({ faults }: ApiOptions, { method, body, headers }: ApiRequest): PageAnswer {
  if (method === "DELETE") faults.clear();
  if (method === "POST") {
    if (headers["content-type"] !== "application/json") return json(415, { error: "application/json is wanted" });
    try {
      faults.add(JSON.parse(body) as FaultRequest);
    } catch (error) {
      if (error instanceof ApiError || error instanceof SyntaxError) return json(400, { error: error.message });
      throw error;
    }
  }
  return json(200, { faults: faults.list() });
}

function json(status: number, body: object): PageAnswer {
  return { status, headers: { "content-type": "application/json" }, text: JSON.stringify(body) };
}

function page(status: number, text: string): PageAnswer {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": "frame-ancestors 'none'" };
  return { status, headers, text };
}
