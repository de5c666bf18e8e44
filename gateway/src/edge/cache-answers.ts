import { hash } from "node:crypto";
import { durationMs } from "@bufbuild/protobuf/wkt";
import type { Method } from "#mesh/rpc";
import { type EdgeHeaders, type EdgeRequest, type EdgeResponse, headerOf } from "./http.ts";
import { isKnown } from "./page-bytes.ts";

/** What the contract of a method says of its answers: how long they are good, and for whom. */
export interface CachePolicy {
  readonly maxAgeSeconds: number;
  /** True if they depend on the caller: then only the caller's own cache may keep them. */
  readonly isPrivate: boolean;
}

/** Says in a good answer how long it is good; true if the client has this body already, and is answered 304 without it. */
export type MarkAnswer = (body: Uint8Array) => boolean;

/** Marks the answers that caches may keep; undefined for a call of which nothing may be kept. */
export type CacheAnswers = (method: Method, request: EdgeRequest, response: EdgeResponse) => MarkAnswer | undefined;

/** What an answer says that nothing else is known of (RFC 9111, section 5.2.2.5). */
export const notKept = "no-store";
/** For a caller's own cache, which asks each time whether the answer is still the same. */
const askedAgain = "private, no-cache";
const variesBy = ["Accept-Encoding", "Authorization", "Cookie"];

/** Throws an Error that names the method if caches could keep what they must not. */
export function createCacheAnswers(methods: readonly Method[]): CacheAnswers {
  const policies = new Map<Method, CachePolicy>();
  for (const method of methods) {
    const policy = cachePolicyOf(method);
    if (policy !== undefined) policies.set(method, policy);
  }
  return (method, request, response) => {
    const policy = policies.get(method);
    if (policy === undefined || (request.method !== "GET" && request.method !== "HEAD")) return undefined;
    return (body) => {
      const etag = etagOf(body);
      response.setHeader("Cache-Control", cacheControl(policy, request.headers));
      response.setHeader("ETag", etag);
      addVary(response, variesBy);
      return isKnown(etag, headerOf(request.headers, "if-none-match"));
    };
  };
}

/**
 * How long the answers of a method may be reused; undefined for not at all. Throws an Error that names the method if it has
 * side effects, answers many times, or is not public and says that its answers are anybody's.
 */
export function cachePolicyOf({ desc, kind, access, policy: { cache } }: Method): CachePolicy | undefined {
  if (cache === undefined) return undefined;
  const maxAgeSeconds = cache.maxAge === undefined ? 0 : Math.floor(durationMs(cache.maxAge) / 1000);
  if (kind !== "safe" || desc.methodKind !== "unary") throw new Error(`${desc} has answers that no cache can keep`);
  if (maxAgeSeconds < 1) throw new Error(`${desc} has answers that are good for less than a second`);
  if (access.case !== "public" && !cache.private) throw new Error(`${desc} has answers that are not for every cache`);
  return { maxAgeSeconds, isPrivate: cache.private };
}

/** Tells whether an answer has changed, whatever its coding (RFC 9110, section 8.8.3). */
function etagOf(body: Uint8Array): string {
  return `W/"${hash("sha256", body, "base64url").slice(0, 22)}"`;
}

/** Who shows who they are may see more than strangers do, and at once what they have changed. */
function cacheControl({ maxAgeSeconds, isPrivate }: CachePolicy, headers: EdgeHeaders): string {
  if (isPrivate) return `private, max-age=${maxAgeSeconds}`;
  const isStranger = headers.authorization === undefined && headers.cookie === undefined;
  return isStranger ? `public, max-age=${maxAgeSeconds}` : askedAgain;
}

/** Adds names to the Vary header that others may have set. */
function addVary(response: EdgeResponse, names: readonly string[]): void {
  const before = response.getHeader("vary");
  response.setHeader("Vary", [...(before === undefined ? [] : [before]), ...names].join(", "));
}
