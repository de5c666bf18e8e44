import { type EdgeRequest, type EdgeResponse, headerOf } from "./http.ts";
import { formsOf, isKnown } from "./page-bytes.ts";

/** An answer the gateway gives itself, outside of any RPC. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Content security policy, if the page needs another than "nothing". */
  readonly policy?: string;
  /** True if the source gives this very object until the process ends: it has an ETag, and is compressed once. */
  readonly isFixed?: boolean;
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
  const page = await source();
  const { status, type, policy, isFixed = false } = page;
  const forms = formsOf(page);
  if (policy !== undefined) response.setHeader("Content-Security-Policy", policy);
  response.setHeader("Cache-Control", "no-cache");
  if (isFixed) response.setHeader("ETag", forms.etag());
  const vary = response.getHeader("Vary");
  response.setHeader("Vary", vary === undefined ? "Accept-Encoding" : `${vary}, Accept-Encoding`);
  if (isFixed && isKnown(forms.etag(), headerOf(request.headers, "if-none-match"))) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const { coding, bytes } = forms.bytes(headerOf(request.headers, "accept-encoding") ?? "");
  if (coding !== undefined) response.setHeader("Content-Encoding", coding);
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", bytes.length);
  response.statusCode = status;
  if (request.method === "HEAD") response.end();
  else response.end(bytes);
}
