import { hasOption } from "@bufbuild/protobuf";
import { credential } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";
import type { Header, Parameter, Reference } from "./open-api.ts";

/** Headers that calls may carry: `X-Session` those that sign in, `If-None-Match` reads whose answers may be kept. */
export const requestHeaders = {
  "X-Request-Id": {
    name: "X-Request-Id",
    in: "header",
    required: false,
    description: "Names the call in the market's log. Default: an id of the market's.",
    schema: { type: "string", pattern: "^[A-Za-z0-9_.:-]{1,100}$" },
  },
  "Request-Timeout": {
    name: "Request-Timeout",
    in: "header",
    required: false,
    description:
      "How many seconds the caller waits, decimals allowed; cut to the most that `x-deadline` allows. Default: as `x-deadline` says.",
    schema: { type: "number", exclusiveMinimum: 0 },
  },
  "X-Session": {
    name: "X-Session",
    in: "header",
    required: false,
    description: "`cookie` keeps the session in cookies of the browser; the answer is without its tokens then.",
    schema: { type: "string", enum: ["cookie"] },
  },
  "If-None-Match": {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "`ETag` of the answer the caller has; while it is the same the answer is 304 without a body.",
    schema: { type: "string" },
  },
} as const satisfies Readonly<Record<string, Parameter>>;

/** Headers of answers. */
export const responseHeaders = {
  "X-Request-Id": {
    description: "Names the call in the market's log; mention it when you report a problem.",
    schema: { type: "string" },
    example: "4f3c1f0e-0d5b-4f0c-9a57-5e2d8f7c1b6a",
  },
  RateLimit: {
    description:
      "How the caller stands (draft-ietf-httpapi-ratelimit-headers): class, calls left `r`, seconds until all are free again `t`.",
    schema: { type: "string" },
    example: '"read";r=59999;t=60',
  },
  "RateLimit-Policy": {
    description: "What the class allows: `q` calls in `w` seconds.",
    schema: { type: "string" },
    example: '"read";q=60000;w=60',
  },
  "Retry-After": {
    description: "Seconds to wait before the next try.",
    schema: { type: "integer", minimum: 0 },
    example: 12,
  },
  "WWW-Authenticate": {
    description: "How to sign in: `Bearer`.",
    schema: { type: "string" },
    example: "Bearer",
  },
  "Cache-Control": {
    description:
      "How long caches may keep the answer, and whose: anybody's, or only the caller's who shows who they are.",
    schema: { type: "string" },
    example: "public, max-age=60",
  },
  ETag: {
    description: "Tells whether the answer has changed (RFC 9110); for `If-None-Match`.",
    schema: { type: "string" },
    example: 'W/"Zm9vYmFyYmF6cXV4Zm9vYg"',
  },
} as const satisfies Readonly<Record<string, Header>>;

/** The headers that a method reads, whose answers caches may keep or not. */
export function requestHeadersOf({ desc }: Method, isKept: boolean): readonly Reference[] {
  const givesTokens = desc.output.fields.some((field) => hasOption(field, credential));
  const isRead: Readonly<Record<string, boolean>> = { "X-Session": givesTokens, "If-None-Match": isKept };
  const names = Object.keys(requestHeaders).filter((name) => isRead[name] ?? true);
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

/** The headers of an answer that caches may keep, and of 304, which says that it has not changed. */
export function headersOfKept(): Readonly<Record<string, Reference>> {
  const names: (keyof typeof responseHeaders)[] = ["Cache-Control", "ETag"];
  return {
    ...headersOf(200),
    ...Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  };
}

/** The headers of an answer with this status; 0 for one that is none of the usual. */
export function headersOf(status: number): Readonly<Record<string, Reference>> {
  const names: (keyof typeof responseHeaders)[] = ["X-Request-Id", "RateLimit", "RateLimit-Policy"];
  if (status === 401) names.push("WWW-Authenticate");
  if (status === 429 || status === 503) names.push("Retry-After");
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
