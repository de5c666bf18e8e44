import type { UniversalHandlerFn, UniversalServerRequest, UniversalServerResponse } from "@connectrpc/connect/protocol";

const textType = /^application\/grpc-web-text(?=$|[+;])/i;

/**
 * Speaks gRPC-web's text form, which is its binary form in base64, for clients that cannot read binary streams
 * (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md). Requests of any other type pass unchanged.
 */
export async function serveGrpcWebText(
  handler: UniversalHandlerFn,
  request: UniversalServerRequest,
): Promise<UniversalServerResponse> {
  const type = request.header.get("content-type");
  if (type === null || !textType.test(type) || !isStream(request.body)) return handler(request);
  request.header.set("content-type", type.replace(textType, "application/grpc-web"));
  const response = await handler({ ...request, body: decode(request.body) });
  if (response.body === undefined || response.header === undefined) return response;
  const header = new Headers(response.header);
  header.set("content-type", (header.get("content-type") ?? "").replace(/grpc-web(?=$|[+;])/, "grpc-web-text"));
  return { ...response, header, body: encode(response.body) };
}

function isStream(body: UniversalServerRequest["body"]): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}

/** Groups of four characters are three bytes; padding may end any piece of the stream, not only the last. */
async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let rest = "";
  for await (const chunk of chunks) {
    const text = rest + Buffer.from(chunk).toString("latin1");
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    if (whole > 0) yield decodeGroups(text.slice(0, whole));
  }
  if (rest.length > 0) yield Buffer.from(rest, "base64");
}

function decodeGroups(text: string): Uint8Array {
  const pieces = text.split(/(?<==)(?!=)/);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}

async function* encode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) yield Buffer.from(Buffer.from(chunk).toString("base64"), "latin1");
}
