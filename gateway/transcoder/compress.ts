import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { weightedList } from "./http.ts";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

/** Answers to one client are small and made once: speed goes before the last per cent of size. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The coding to answer with by an Accept-Encoding header; undefined for none. */
export function acceptedCoding(accept: string | undefined): "br" | "gzip" | undefined {
  const weights = new Map(weightedList(accept ?? "").map(({ value, weight }) => [value, weight]));
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const best = weightOf("br") >= weightOf("gzip") ? "br" : "gzip";
  return weightOf(best) > 0 && weightOf(best) >= (weights.get("identity") ?? 0) ? best : undefined;
}

/** True for content that is worth compressing: text of any kind. */
export function isCompressible(contentType: string): boolean {
  return /^(?:text\/|application\/(?:json|xml|javascript)\b|[^;]+\+(?:json|xml)\b)/i.test(contentType);
}

export function compress(body: Uint8Array, coding: "br" | "gzip"): Promise<Uint8Array> {
  return coding === "br" ? brotliAsync(body, brotliOptions) : gzipAsync(body);
}
