import { brotliDecompress, gunzip } from "node:zlib";
import { type HttpRequest, header } from "./http.ts";
import { badRequest, bodyTooLarge, unsupportedMedia } from "./status.ts";

type Coding = "identity" | "gzip" | "br";

/** The coding of a request's body. 415 unless it is gzip, br or identity, and one of them alone. */
export function contentCoding(request: HttpRequest): Coding {
  const coding = (header(request, "content-encoding") ?? "").trim().toLowerCase();
  if (coding === "" || coding === "identity") return "identity";
  if (coding === "gzip" || coding === "br") return coding;
  throw unsupportedMedia("the body may be encoded as gzip, br or identity", {
    "accept-encoding": "gzip, br, identity",
  });
}

/** 415 unless the content type is application/json in UTF-8. Absent, it is fine only where the body is empty. */
export function requireJson(contentType: string | undefined, bodyIsEmpty: boolean): void {
  if (contentType === undefined ? bodyIsEmpty : isJson(contentType)) return;
  throw unsupportedMedia("the body must be application/json in UTF-8", { accept: "application/json" });
}

function isJson(contentType: string): boolean {
  const [type = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charsets = parameters.filter((parameter) => parameter.startsWith("charset="));
  return type === "application/json" && charsets.every((charset) => /^charset=(?:utf-8|"utf-8")$/.test(charset));
}

/** True if bytes follow the head of the request, or may. */
export function hasBody(request: HttpRequest): boolean {
  if ("stream" in request) return !request.stream.endAfterHeaders;
  return request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
}

/** Undoes a coding. 400 for corrupt bytes and for what follows the coded ones, 413 for over `maxBytes` of content. */
export function decompress(body: Uint8Array, coding: Coding, maxBytes: number): Promise<Uint8Array> | Uint8Array {
  if (coding === "identity" || body.length === 0) return body;
  const options = { maxOutputLength: maxBytes, rejectGarbageAfterEnd: true };
  return new Promise((resolve, reject) => {
    const done = (error: NodeJS.ErrnoException | null, content: Uint8Array) => {
      if (error === null) return resolve(content);
      const tooLarge = error.code === "ERR_BUFFER_TOO_LARGE";
      reject(tooLarge ? bodyTooLarge(maxBytes) : badRequest(`the body is not ${coding}`, error));
    };
    if (coding === "gzip") gunzip(body, options, done);
    else brotliDecompress(body, options, done);
  });
}
