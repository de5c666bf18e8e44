import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type EdgeRequest, type EdgeResponse, headerOf } from "./http.ts";

/** An answer the gateway gives itself, outside of any RPC. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Content security policy, if the page needs another than "nothing". */
  readonly policy?: string;
}

/** Makes the page of a path when it is asked for. */
export type PageSource = () => Page | Promise<Page>;

/** Answers GET and HEAD with a page, compressed if that is accepted and worth it; other methods with 405. */
export async function servePage(source: PageSource, request: EdgeRequest, response: EdgeResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.statusCode = 405;
    response.setHeader("Allow", "GET, HEAD");
    response.end();
    return;
  }
  const { status, type, body, policy } = await source();
  const { coding, bytes } = compress(body, headerOf(request.headers, "accept-encoding") ?? "");
  if (policy !== undefined) response.setHeader("Content-Security-Policy", policy);
  if (coding !== undefined) response.setHeader("Content-Encoding", coding);
  response.setHeader("Cache-Control", "no-cache");
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", bytes.length);
  response.statusCode = status;
  if (request.method === "HEAD") response.end();
  else response.end(bytes);
}

const worthIt = 1024;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

function compress(body: string, accepted: string): { readonly coding?: string; readonly bytes: Buffer } {
  const bytes = Buffer.from(body);
  const accepts = (coding: string) =>
    new RegExp(`(^|,)\\s*${coding}\\s*(,|$|;(?!\\s*q=0(\\.0*)?\\s*(,|$)))`, "i").test(accepted);
  if (bytes.length < worthIt) return { bytes };
  if (accepts("br")) return { coding: "br", bytes: brotliCompressSync(bytes, brotli) };
  return accepts("gzip") ? { coding: "gzip", bytes: gzipSync(bytes) } : { bytes };
}
