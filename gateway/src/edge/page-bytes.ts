import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { once } from "./once.ts";

/** What is sent; the same object each time, if it is to be compressed once. */
interface Text {
  readonly body: string;
}

export interface PageBytes {
  readonly coding?: "br" | "gzip";
  readonly bytes: Buffer;
}

/** The forms of a page, each made when it is first asked for. */
export interface PageForms {
  /** The shortest form that an Accept-Encoding header allows. */
  bytes(accepted: string): PageBytes;
  /** Tells whether the page has changed, whatever its coding (RFC 9110, 8.8.3). */
  etag(): string;
}

const worthIt = 1024;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const known = new WeakMap<Text, PageForms>();

/** The forms of a page; a page that is asked for again is not compressed again. */
export function formsOf(page: Text): PageForms {
  const forms = known.get(page) ?? createForms(Buffer.from(page.body));
  known.set(page, forms);
  return forms;
}

function createForms(plain: Buffer): PageForms {
  const br = once((): PageBytes => ({ coding: "br", bytes: brotliCompressSync(plain, brotli) }));
  const gzip = once((): PageBytes => ({ coding: "gzip", bytes: gzipSync(plain) }));
  return {
    etag: once(() => `W/"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`),
    bytes(accepted) {
      if (plain.length < worthIt) return { bytes: plain };
      if (accepts(accepted, "br")) return br();
      return accepts(accepted, "gzip") ? gzip() : { bytes: plain };
    },
  };
}

function accepts(accepted: string, coding: string): boolean {
  return new RegExp(`(^|,)\\s*${coding}\\s*(,|$|;(?!\\s*q=0(\\.0*)?\\s*(,|$)))`, "i").test(accepted);
}

/** True if an If-None-Match header names the tag. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch?.split(",").some((tag) => tag.trim() === etag || tag.trim() === "*") ?? false;
}
