import { createHash } from "node:crypto";
import { type Id, isId } from "./id.ts";
import { refuse } from "./refusals.ts";

/** A slice of a list and the key after which the next one starts; `nextKey` is absent on the last slice. */
export interface Page<T, Key> {
  readonly items: readonly T[];
  readonly nextKey?: Key | undefined;
}

/** What a list request says of the page it wants. */
export interface PageQuery {
  /** 0 asks for the default of 20. */
  readonly pageSize: number;
  /** Empty for the first page. */
  readonly pageToken: string;
}

/** A list, what it is filtered by, and the form its keys have in a token. */
export interface PagedList<Key> {
  readonly name: string;
  readonly filter: unknown;
  readonly key: PageKey<Key>;
}

/** The form of a key in a token. */
export interface PageKey<Key> {
  encode(key: Key): readonly string[];
  /** Undefined for what is no key. */
  decode(parts: readonly string[]): Key | undefined;
}

/** The key of a list that is sorted by an id. */
export function idKey<Prefix extends string>(prefix: Prefix): PageKey<Id<Prefix>> {
  return {
    encode: (id) => [id],
    decode: ([id, ...more]) => (id !== undefined && more.length === 0 && isId(prefix, id) ? id : undefined),
  };
}

/** The key of a list that is sorted by a number, counted from 1. */
export const numberKey: PageKey<number> = {
  encode: (number) => [String(number)],
  decode: ([text = "", ...more]) => (more.length === 0 && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined),
};

/** The page a request asks for, by way of `read`. Refuses with PAGE_TOKEN_INVALID a token of another list or filter. */
export async function readPage<T, Key>(
  { name, filter, key }: PagedList<Key>,
  query: PageQuery,
  read: (after: Key | undefined, size: number) => Promise<Page<T, Key>>,
): Promise<{ readonly items: readonly T[]; readonly nextPageToken: string }> {
  const parts = decodePageToken(name, filter, query.pageToken);
  const after = parts && key.decode(parts);
  if (parts !== undefined && after === undefined) throw refuse("PAGE_TOKEN_INVALID", pageTokenField);
  const { items, nextKey } = await read(after, pageSize(query.pageSize));
  return { items, nextPageToken: nextKey === undefined ? "" : encodePageToken(name, filter, key.encode(nextKey)) };
}

/** The page that `size + 1` items show: the first ones, and the last one's key if there are more. */
export function toPage<T, Key>(items: readonly T[], size: number, keyOf: (item: T) => Key): Page<T, Key> {
  const shown = items.slice(0, size);
  const last = shown.at(-1);
  return { items: shown, nextKey: items.length > size && last !== undefined ? keyOf(last) : undefined };
}

const defaultSize = 20;

function pageSize(requested: number): number {
  return requested === 0 ? defaultSize : requested;
}

/** An opaque token for the key a list goes on after; it fits this list and these filters only. */
function encodePageToken(list: string, filters: unknown, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([fingerprint(list, filters), ...key])).toString("base64url");
}

/** The key in a token, or undefined for the empty token. */
function decodePageToken(list: string, filters: unknown, token: string): string[] | undefined {
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
