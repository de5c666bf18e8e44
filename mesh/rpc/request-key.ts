import { createHash } from "node:crypto";
import type { Caller, RequestKey } from "#mesh/kernel";
import type { Method } from "./contracts.ts";
import type { ReadRequest } from "./validation.ts";

/** True if the request says `validate_only`: it asks for no effect, so it has no key either. */
export function isValidateOnly({ request }: ReadRequest): boolean {
  return (request as { readonly validateOnly?: unknown }).validateOnly === true;
}

/**
 * The idempotency key of a keyed call; undefined without a `request_id`, and for a caller without a user on a method that
 * is not for workloads only: strangers would share their keys, and read each other's stored answers.
 */
export function requestKeyOf(method: Method, caller: Caller, read: ReadRequest): RequestKey | undefined {
  const { request, canonical } = read;
  if (method.requestIdProperty === undefined) return undefined;
  if (isValidateOnly(read)) return undefined;
  const key = (request as Readonly<Record<string, unknown>>)[method.requestIdProperty];
  if (typeof key !== "string" || key === "") return undefined;
  const owner = caller.user?.userId ?? (method.access.case === "internal" ? caller.workload : undefined);
  if (owner === undefined) return undefined;
  const hash = createHash("sha256").update(canonical).digest("base64url");
  return { caller: owner, method: method.path, key, hash };
}
