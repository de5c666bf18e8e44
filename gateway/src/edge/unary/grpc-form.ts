import type { Http2ServerResponse } from "node:http2";
import type { Compression } from "@connectrpc/connect/protocol";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { toConnectError } from "../connect-error.ts";
import type { EdgeError } from "../edge-error.ts";
import { type EdgeHeaders, type EdgeResponse, headerOf } from "../http.ts";
import { answerCoding, compressed } from "./answer-coding.ts";
import { compressedFlag, envelope, onlyMessage, trailerFlag } from "./envelope.ts";
import { checked } from "./read-message.ts";
import type { UnaryForm } from "./unary-form.ts";

const ok = { "grpc-status": "0" };
const okFrame = envelope(trailerFlag, Buffer.from("grpc-status: 0\r\n"));

/** gRPC over HTTP/2 (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
export const grpc: UnaryForm = {
  read: (body, { desc }) => checked(desc.input, onlyMessage(body)),
  async answer(response, message, _, headers) {
    const body = await enveloped(begin(response, "application/grpc+proto", headers), message);
    overHttp2(response).addTrailers(ok);
    response.end(body);
  },
  refuse(response, error, headers) {
    begin(response, "application/grpc+proto", headers);
    const http2 = overHttp2(response);
    http2.writeHead(200);
    http2.addTrailers(Object.fromEntries(trailersOf(error)));
    http2.end();
  },
};

/** gRPC-web in its binary form, whose trailers are the last message of the body. */
export const grpcWeb: UnaryForm = {
  read: (body, { desc }) => checked(desc.input, onlyMessage(body)),
  async answer(response, message, _, headers) {
    const body = await enveloped(begin(response, "application/grpc-web+proto", headers), message);
    response.end(Buffer.concat([body, okFrame]));
  },
  async refuse(response, error, headers) {
    const coding = begin(response, "application/grpc-web+proto", headers);
    const lines = [...trailersOf(error)].map(([name, value]) => `${name}: ${value}\r\n`);
    response.end(await enveloped(coding, Buffer.from(lines.join("")), trailerFlag));
  },
};

/** The headers of the answer; how its messages are compressed. */
function begin(response: EdgeResponse, type: string, headers: EdgeHeaders): Compression | undefined {
  const coding = answerCoding(headerOf(headers, "grpc-accept-encoding"));
  response.setHeader("content-type", type);
  if (coding !== undefined) response.setHeader("grpc-encoding", coding.name);
  return coding;
}

async function enveloped(coding: Compression | undefined, data: Uint8Array, flags = 0): Promise<Buffer> {
  const short = await compressed(coding, data);
  return short === undefined ? envelope(flags, data) : envelope(flags | compressedFlag, short);
}

/** What speaks gRPC has been found to be HTTP/2 (plain-form.ts). */
function overHttp2(response: EdgeResponse): Http2ServerResponse {
  if ("stream" in response) return response;
  throw new TypeError("gRPC needs HTTP/2");
}

function trailersOf(error: EdgeError): Headers {
  return setTrailerStatus(new Headers(), toConnectError(error));
}
