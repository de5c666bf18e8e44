import { createHash } from "node:crypto";
import type { Caller, RequestKey } from "#mesh/kernel";
import type { Method } from "./contracts.ts";
import type { ReadRequest } from "./validation.ts";

/** The idempotency key of a keyed call; undefined without a `request_id`. */
export function requestKeyOf(
  method: Method,
  caller: Caller,
  { request, canonical }: ReadRequest,
): RequestKey | undefined {
  if (method.requestIdProperty === undefined) return undefined;
  const key = (request as Readonly<Record<string, unknown>>)[method.requestIdProperty];
  if (typeof key !== "string" || key === "") return undefined;
  const hash = createHash("sha256").update(canonical).digest("base64url");
  return { caller: caller.user?.userId ?? caller.workload, method: method.path, key, hash };
}
