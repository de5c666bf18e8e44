import { createHash } from "node:crypto";
import { invalid, type RequestKey } from "#mesh/kernel";
import type { Request } from "../domain/shipment.ts";

/** What tells a request from others; the id is the same for the same key, whatever its content. Refuses its absence. */
export function identifyRequest(given: RequestKey | undefined): Request {
  if (given === undefined) throw invalid({ field: "request_id", description: "is required" });
  const { caller, method, key, hash } = given;
  const digest = createHash("sha256")
    .update(JSON.stringify([caller, method, key]))
    .digest("hex");
  return { id: uuidOf(digest), hash };
}

/** A UUID of version 8, RFC 9562: its other bits are the digest's. */
function uuidOf(digest: string): string {
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(12, 15)}`,
    `8${digest.slice(15, 18)}`,
    digest.slice(18, 30),
  ].join("-");
}
