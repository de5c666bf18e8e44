import { badRequest } from "./status.ts";

/** The target of a request, taken apart but not decoded. */
export interface Target {
  readonly path: string;
  /** Without its question mark; empty if there is none. */
  readonly query: string;
}

/** Takes a request target apart: origin form, or absolute form as proxies send it. */
export function splitTarget(url: string): Target {
  const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?]*/.exec(url);
  const target = absolute === null ? url : url.slice(absolute[0].length);
  const mark = target.indexOf("?");
  return mark < 0 ? { path: target, query: "" } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** A segment of the path as it came and as it reads. */
export interface PathSegment {
  readonly raw: string;
  readonly text: string;
}

/**
 * The segments of a path; undefined if one is empty, as by a trailing slash: no route has such a path.
 * 400 for a bad escape, bad UTF-8 or a zero byte. Dots are plain text: nothing is normalized.
 */
export function splitPath(path: string): PathSegment[] | undefined {
  if (!path.startsWith("/")) return undefined;
  const segments = path.slice(1).split("/").map(pathSegment);
  return segments.some(({ raw }) => raw === "") ? undefined : segments;
}

/** A segment from its raw form. */
export function pathSegment(raw: string): PathSegment {
  const text = decode(raw, "path");
  if (text.includes("\0")) throw badRequest("the path holds a zero byte");
  return { raw, text };
}

/** The value of a variable over several segments: decoded but for encoded slashes, which stay as they came. */
export function decodeKeepingSlashes(raw: string): string {
  if (!raw.includes("%")) return raw;
  return raw
    .split(/(%2f)/i)
    .map((part, index) => (index % 2 === 1 ? part : decode(part, "path")))
    .join("");
}

/** Percent-decodes. 400 for a bad escape, bad UTF-8, or characters that may not stand in a URL unencoded. */
export function decode(text: string, where: string): string {
  if (/[^\x21-\x7e]/.test(text)) throw badRequest(`the ${where} holds characters that must be percent-encoded`);
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw badRequest(`the ${where} holds an escape that is no encoded UTF-8`, cause);
  }
}
