import { createHash } from "node:crypto";
import { refuse } from "./refusals.ts";

/** A slice of a list and the key after which the next one starts; `nextKey` is absent on the last slice. */
export interface Page<T, Key> {
  readonly items: readonly T[];
  readonly nextKey?: Key | undefined;
}

const defaultSize = 20;

/** The number of items wanted: 0 asks for the default of 20. */
export function pageSize(requested: number): number {
  return requested === 0 ? defaultSize : requested;
}

/** An opaque token for the key a list goes on after; it fits this list and these filters only. */
export function encodePageToken(list: string, filters: unknown, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([fingerprint(list, filters), ...key])).toString("base64url");
}

/** The key in a token, or undefined for the empty token. Refuses with PAGE_TOKEN_INVALID. */
export function decodePageToken(list: string, filters: unknown, token: string): string[] | undefined {
  if (token === "") return undefined;
  const [print, ...key] = parse(token);
  if (print !== fingerprint(list, filters)) throw refuse("PAGE_TOKEN_INVALID", pageTokenField);
  return key;
}

const pageTokenField = {
  fields: [{ field: "page_token", description: "is not a token of this list with these filters" }],
};

function parse(token: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (Array.isArray(parts) && parts.every((part) => typeof part === "string")) return parts;
  } catch (cause) {
    throw refuse("PAGE_TOKEN_INVALID", { ...pageTokenField, cause });
  }
  throw refuse("PAGE_TOKEN_INVALID", pageTokenField);
}

function fingerprint(list: string, filters: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([list, filters]))
    .digest("base64url")
    .slice(0, 12);
}
