import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { testGateway } from "../test-gateway.ts";

const forged = {
  "x-forwarded-client-cert": "URI=spiffe://ultramarket/sa/admin",
  "x-user-id": "usr_admin",
  "x-user-permissions": "order.refund",
  "grpc-status": "0",
  "grpc-previous-rpc-attempts": "9",
  te: "trailers",
  "proxy-authorization": "Basic YTpi",
  "x-forwarded-host": "evil.example",
};

test("of what a client says about itself nothing but its ids reaches a service", async () => {
  await using gateway = await testGateway();
  const headers = { ...forged, "x-request-id": "req-1" };
  expect((await fetch(`${gateway.url}/v1/echo/a`, { headers })).status).toBe(200);
  const [call] = gateway.upstream.calls;
  expect(call?.options.requestId).toBe("req-1");
  const passed = JSON.stringify(call?.options, (key, value) => (key === "signal" ? undefined : value));
  for (const [name, value] of Object.entries(forged)) {
    expect(passed).not.toContain(name);
    if (value.length > 3) expect(passed).not.toContain(value);
  }
});

const post = "POST /ultramarket.testing.v1.EchoService/Echo HTTP/1.1\r\nContent-Type: application/json\r\n";
const smuggled = '{"message":"a"}';

test.each([
  ["both lengths", `${post}Host: a\r\nContent-Length: 15\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled}`],
  ["two lengths", `${post}Host: a\r\nContent-Length: 15\r\nContent-Length: 16\r\n\r\n${smuggled}`],
  ["a coding that only looks like chunked", `${post}Host: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ["chunked before another coding", `${post}Host: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  ["a folded header", `${post}Host: a\r\nContent-Length:\r\n 15\r\n\r\n${smuggled}`],
  ["a blank before the colon", `${post}Host: a\r\nContent-Length : 15\r\n\r\n${smuggled}`],
  ["no host", `${post}Content-Length: 15\r\n\r\n${smuggled}`],
  ["a host that is none", `${post}Host: a b/c\r\nContent-Length: 15\r\nConnection: close\r\n\r\n${smuggled}`],
])("a request with %s is refused and reaches nobody", async (_, bytes) => {
  await using gateway = await testGateway();
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1").on("error", () => undefined);
  socket.write(bytes);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400/);
  expect(gateway.upstream.calls).toEqual([]);
});
