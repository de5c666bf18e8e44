import { decodeFrames, encodeFrame } from "./frames.ts";
import { encodeRequest, type LogicalCall, methodOf, type Outcome, readAnswer, readStatus } from "./logical-call.ts";

const trailerFlag = 0x80;

/** A call by gRPC-web's text form, as a browser without binary streams makes it. */
export async function callGrpcWebText(url: string, call: LogicalCall): Promise<Outcome> {
  const { parent, name } = methodOf(call);
  const response = await fetch(`${url}/${parent.typeName}/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/grpc-web-text",
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
      ...(call.timeoutMs === undefined ? {} : { "grpc-timeout": `${call.timeoutMs}m` }),
    },
    body: encodeFrame(encodeRequest(call)).toString("base64"),
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/grpc-web-text+proto"]);
  const frames = decodeFrames(decodePieces(await response.text()));
  const trailers = frames.find(({ flags }) => (flags & trailerFlag) !== 0)?.data.toString() ?? "";
  const trailer = (key: string) => new RegExp(`^${key}: ?(.*)\r$`, "m").exec(trailers)?.[1] ?? "";
  if (trailer("grpc-status") === "0") return readAnswer(call, frames[0]?.data ?? Buffer.alloc(0));
  const status = trailer("grpc-status-details-bin");
  if (status !== "") return readStatus(Buffer.from(status, "base64"));
  const message = decodeURIComponent(trailer("grpc-message"));
  return { error: { code: Number(trailer("grpc-status")), message, details: [] } };
}

/** Every piece of the body may end with padding of its own. */
function decodePieces(text: string): Buffer {
  const pieces = text.match(/[^=]+=*/g) ?? [];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}
