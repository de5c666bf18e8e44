import { once } from "node:events";
import http2 from "node:http2";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import type { LogicalCall } from "./logical-call.ts";
import { limits, testGateway } from "./test-gateway.ts";
import { ways } from "./ways.ts";

const tooLarge: LogicalCall = {
  method: "write",
  request: { message: "x".repeat(limits.readBytes) },
  token: "good",
};

test.each(Object.entries(ways))("a message over the limit is refused by %s and reaches nobody", async (_, way) => {
  await using gateway = await testGateway();
  expect(await way(gateway.url, tooLarge)).toMatchObject({ error: { code: 8 } });
  expect(gateway.upstream.calls).toEqual([]);
});

test("the limit counts bytes after decompression", async () => {
  await using gateway = await testGateway();
  const body = gzipSync(JSON.stringify({ message: "x".repeat(limits.readBytes) }));
  expect(body.length).toBeLessThan(1000);
  const post = (path: string) =>
    fetch(gateway.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body,
    });
  expect((await post("/v1/echo")).status).toBe(413);
  expect((await post("/ultramarket.testing.v1.EchoService/Write")).ok).toBe(false);
  expect(gateway.upstream.calls).toEqual([]);
});

test("a message over the limit in the middle of a stream ends it", async () => {
  await using gateway = await testGateway();
  const client = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
  async function* requests() {
    yield { message: "a" };
    yield { message: "x".repeat(limits.readBytes) };
  }
  await expect(client.collect(requests())).rejects.toMatchObject({ code: 8 });
});

test("an answer over the limit is not sent", async () => {
  await using gateway = await testGateway({ echo: () => ({ message: "x".repeat(limits.writeBytes) }) });
  const client = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
  await expect(client.echo({ message: "a" })).rejects.toMatchObject({ code: 8 });
});

test("headers over the limit are refused", async () => {
  await using gateway = await testGateway();
  const large = "x".repeat(limits.headerBytes);
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  socket.write(`GET /healthz HTTP/1.1\r\nHost: a\r\nX-Large: ${large}\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 431/);
  const session = http2.connect(gateway.url);
  await once(session, "remoteSettings");
  const stream = session.request({ ":path": "/healthz", "x-large": large });
  await once(stream, "error");
  expect(stream.rstCode).toBe(http2.constants.NGHTTP2_ENHANCE_YOUR_CALM);
  session.destroy();
});

test("a body that does not come is waited for no longer than its time", async () => {
  await using gateway = await testGateway({}, { limits: { ...limits, headersTimeoutMs: 100, bodyTimeoutMs: 100 } });
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  socket.write("POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  expect(await text(socket)).toMatch(/^(HTTP\/1\.1 408|$)/);
  const session = http2.connect(gateway.url);
  const path = "/ultramarket.testing.v1.EchoService/Echo";
  const stream = session.request({ ":path": path, ":method": "POST", "content-type": "application/json" });
  stream.write("{");
  const closed = once(stream, "close");
  stream.on("error", () => undefined);
  await closed;
  expect(stream.rstCode).toBe(http2.constants.NGHTTP2_CANCEL);
  session.destroy();
});

test("an HTTP/1.1 client that stops in its headers is cut off", async () => {
  await using gateway = await testGateway({}, { limits: { ...limits, headersTimeoutMs: 100 } });
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  socket.write("GET /healthz HTTP/1.1\r\nHost:");
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408/);
});

test("connections over the limit are turned away", async () => {
  await using gateway = await testGateway({}, { limits: { ...limits, connections: 1 } });
  const first = http2.connect(gateway.url);
  await once(first, "connect");
  await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
  first.destroy();
});

test("streams of one connection over the limit are refused", async () => {
  await using gateway = await testGateway({ echo: () => new Promise(() => {}) }, { limits: { ...limits, streams: 2 } });
  const session = http2.connect(gateway.url);
  const [settings] = (await once(session, "remoteSettings")) as [http2.Settings];
  expect(settings).toMatchObject({ maxConcurrentStreams: 2, enablePush: false });
  session.destroy();
});
