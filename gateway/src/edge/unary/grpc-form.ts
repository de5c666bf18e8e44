import type { Http2ServerResponse } from "node:http2";
import type { Compression } from "@connectrpc/connect/protocol";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { type Answered, appendHeaders } from "../carry-headers.ts";
import { toConnectError } from "../connect-error.ts";
import type { EdgeError } from "../edge-error.ts";
import { type EdgeResponse, headerOf } from "../http.ts";
import { answerCoding, compressed } from "./answer-coding.ts";
import { compressedFlag, envelope, envelopeHead, onlyMessage, trailerFlag } from "./envelope.ts";
import { checked } from "./read-message.ts";
import type { UnaryExchange, UnaryForm } from "./unary-form.ts";

const ok = { "grpc-status": "0" };
const okFrame = envelope(trailerFlag, Buffer.from("grpc-status: 0\r\n"));

/** Bytes; from about here on, memory for a copy comes straight from the system, page by page. */
const costlyToCopy = 32 * 1024;

/** gRPC over HTTP/2 (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
export const grpc: UnaryForm = {
  read: (body, { desc }) => checked(desc.input, onlyMessage(body)),
  async answer(exchange, message) {
    const body = await enveloped(begin(exchange, "application/grpc+proto"), message);
    const response = overHttp2(exchange.response);
    response.addTrailers(exchange.told === undefined ? ok : { ...gathered(exchange.told.trailers), ...ok });
    endWith(response, body);
  },
  refuse(exchange, error) {
    begin(exchange, "application/grpc+proto");
    const response = overHttp2(exchange.response);
    response.writeHead(200);
    response.addTrailers({ ...gathered(exchange.told?.trailers ?? []), ...Object.fromEntries(trailersOf(error)) });
    response.end();
  },
};

/** gRPC-web in its binary form, whose trailers are the last message of the body. */
export const grpcWeb: UnaryForm = {
  read: (body, { desc }) => checked(desc.input, onlyMessage(body)),
  async answer(exchange, message) {
    const body = await enveloped(begin(exchange, "application/grpc-web+proto"), message);
    const trailers = exchange.told?.trailers ?? [];
    const end = trailers.length === 0 ? okFrame : envelope(trailerFlag, lines([...trailers, ...Object.entries(ok)]));
    endWith(exchange.response, [...body, end]);
  },
  async refuse(exchange, error) {
    const coding = begin(exchange, "application/grpc-web+proto");
    const trailers = lines([...(exchange.told?.trailers ?? []), ...trailersOf(error)]);
    endWith(exchange.response, await enveloped(coding, trailers, trailerFlag));
  },
};

/** The headers of the answer; how its messages are compressed. */
function begin({ response, headers, told }: UnaryExchange, type: string): Compression | undefined {
  if (told !== undefined) appendHeaders(response, told.headers);
  const coding = answerCoding(headerOf(headers, "grpc-accept-encoding"));
  response.setHeader("content-type", type);
  if (coding !== undefined) response.setHeader("grpc-encoding", coding.name);
  return coding;
}

async function enveloped(coding: Compression | undefined, data: Uint8Array, flags = 0): Promise<readonly Uint8Array[]> {
  const short = await compressed(coding, data);
  return short === undefined ? enveloping(flags, data) : enveloping(flags | compressedFlag, short);
}

/** In parts where a copy would cost more than several writes do. */
function enveloping(flags: number, data: Uint8Array): readonly Uint8Array[] {
  return data.length < costlyToCopy ? [envelope(flags, data)] : [envelopeHead(flags, data.length), data];
}

/** Sends the parts as the whole body. */
function endWith(response: EdgeResponse, parts: readonly Uint8Array[]): void {
  if (!("stream" in response) || parts.every(({ length }) => length < costlyToCopy)) {
    const [first = Buffer.alloc(0), ...more] = parts;
    response.end(more.length === 0 ? first : Buffer.concat(parts));
    return;
  }
  response.stream.cork();
  for (const part of parts) response.write(part);
  response.end();
}

/** What speaks gRPC has been found to be HTTP/2 (plain-form.ts). */
function overHttp2(response: EdgeResponse): Http2ServerResponse {
  if ("stream" in response) return response;
  throw new TypeError("gRPC needs HTTP/2");
}

function lines(trailers: Answered["trailers"]): Buffer {
  return Buffer.from(trailers.map(([name, value]) => `${name}: ${value}\r\n`).join(""));
}

function gathered(trailers: Answered["trailers"]): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of trailers) values[name] = [...(values[name] ?? []), value];
  return values;
}

function trailersOf(error: EdgeError): Headers {
  return setTrailerStatus(new Headers(), toConnectError(error));
}
