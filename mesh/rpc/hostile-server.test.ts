import { once } from "node:events";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { anyPack, EmptySchema } from "@bufbuild/protobuf/wkt";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { detail, grpcChannel, RpcError } from "./mod.ts";
import { echoPath, refusal } from "./test/echo.ts";

/** A server that answers every call with these trailers alone. */
async function answering(trailers: http2.OutgoingHttpHeaders) {
  const server = http2.createServer();
  server.on("stream", (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/grpc", ...trailers }, { endStream: true });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const channel = grpcChannel({ address: `127.0.0.1:${(server.address() as AddressInfo).port}` });
  const close = async () => {
    await channel.close();
    server.close();
  };
  return { channel, [Symbol.asyncDispose]: close };
}

test.each(["/w==", "!!!", ""])("status details that are none (%j) fail the call, not the program", async (details) => {
  const trailers = { "grpc-status": "9", "grpc-message": "no", "grpc-status-details-bin": details };
  await using server = await answering(trailers);
  const error = await refusal(server.channel.unary(echoPath, new Uint8Array(), {}));
  expect(error).toBeInstanceOf(RpcError);
});

test("a detail whose bytes are none counts as absent", () => {
  const broken = { ...anyPack(EmptySchema, { $typeName: "google.protobuf.Empty" }), value: new Uint8Array([0xff]) };
  const status = new RpcError(9, "no", [{ ...broken, typeUrl: "type.googleapis.com/google.rpc.ErrorInfo" }]);
  expect(detail(status, ErrorInfoSchema)).toBeUndefined();
});
