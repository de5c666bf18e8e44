import { once } from "node:events";
import http2 from "node:http2";
import { connect, type Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { eventually } from "#mesh/testing";
import { limits, testGateway } from "./test-gateway.ts";

const service = "/ultramarket.testing.v1.EchoService";
const tooLarge = Buffer.alloc(limits.readBytes + 5_000, "a");

/** A message with its length before it, as streams of Connect have it. */
function enveloped(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function post(path: string, contentType: string, body: Buffer): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function open(url: string): { readonly socket: Socket; readonly seen: () => string } {
  let seen = "";
  const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
  socket.on("data", (chunk) => {
    seen += chunk.toString("latin1");
  });
  return { socket, seen: () => seen };
}

const answers = (seen: string) => seen.match(/HTTP\/1\.1 \d+/g) ?? [];

const large = [
  ["a stream of requests", `${service}/Collect`, "application/connect+proto", enveloped(tooLarge)],
  ["a stream of answers", `${service}/Repeat`, "application/connect+proto", enveloped(tooLarge)],
  ["gRPC-web", `${service}/Echo`, "application/grpc-web+proto", enveloped(tooLarge)],
  ["a plain call", `${service}/Echo`, "application/proto", tooLarge],
] as const;

test.each(large)(
  "a connection goes on after a request of %s that was too large to be read",
  async (_, path, type, body) => {
    await using gateway = await testGateway();
    const { socket, seen } = open(gateway.url);
    const request = post(path, type, body);
    socket.write(request.subarray(0, 70_000));
    await eventually(() => answers(seen()).length === 1);
    await after(20);
    socket.write(request.subarray(70_000));
    socket.write("GET /v1/echo/again HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    await eventually(() => answers(seen()).length === 2);
    expect(seen()).toContain('"again"');
    socket.destroy();
  },
);

test("what is sent long after the answer is not read for ever", async () => {
  await using gateway = await testGateway();
  const { socket, seen } = open(gateway.url);
  const head = "POST /ultramarket.testing.v1.EchoService/Collect HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n";
  socket.write(`${head}Content-Type: application/connect+proto\r\n\r\n`);
  const chunk = Buffer.alloc(10_000, "a");
  const timer = setInterval(
    () => socket.write(Buffer.concat([Buffer.from("2710\r\n"), chunk, Buffer.from("\r\n")])),
    1,
  );
  const begun = Buffer.alloc(5);
  begun.writeUInt32BE(10_000_000, 1);
  socket.write(Buffer.concat([Buffer.from("5\r\n"), begun, Buffer.from("\r\n")]));
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(timer);
  expect(answers(seen())).toHaveLength(1);
});

const sent = [...large, ["gRPC", `${service}/Collect`, "application/grpc", enveloped(tooLarge)] as const];

describe.each([
  ["is answered while it sends the rest", 3],
  ["is answered, and told to stop where it never ends", 40],
] as const)("by HTTP/2 the client of", (what, times) => {
  test.each(sent)(`%s that is too large to be read ${what}`, async (_, path, type, body) => {
    await using gateway = await testGateway();
    const session = http2.connect(gateway.url);
    const stream = session.request({ ":method": "POST", ":path": path, "content-type": type, te: "trailers" });
    let status: unknown;
    stream.on("trailers", (trailers) => {
      status = trailers["grpc-status"];
    });
    for (let index = 0; index < times; index++) stream.write(body);
    if (times === 3) stream.end();
    const [headers] = await once(stream, "response");
    stream.resume();
    await once(stream, "close");
    expect([headers[":status"], stream.rstCode]).toEqual([type === "application/proto" ? 429 : 200, 0]);
    expect(status).toBe(type === "application/grpc" ? "8" : undefined);
    session.close();
  });
});
