import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import type { CallOptions, Channel } from "#mesh/rpc";
import { testGateway } from "../test-gateway.ts";
import { openBrowser } from "./browser.ts";

const transports = { Connect: createConnectTransport, "gRPC-web": createGrpcWebTransport };

test.each(Object.entries(transports))("a stream is read with the session cookie by %s", async (_, open) => {
  await using gateway = await testGateway();
  const browser = openBrowser();
  browser.plant("__Host-session", "good");
  const client = createClient(EchoService, open({ baseUrl: gateway.url, fetch: browser.fetch }));
  const messages: string[] = [];
  for await (const { message } of client.repeat({ message: "a", count: 3 })) messages.push(message);
  expect([messages, gateway.upstream.calls[0]?.options.token]).toEqual([["a", "a", "a"], "good"]);
});

test("a stream is read with the session cookie by REST, and not with a cookie that is no good", async () => {
  await using gateway = await testGateway();
  const read = (session: string) =>
    fetch(`${gateway.url}/v1/echo/a:repeat?count=2`, {
      headers: { accept: "text/event-stream", cookie: `other=1; __Host-session=${session}` },
    });
  const stream = await read("good");
  expect([stream.status, (await stream.text()).match(/"message":"a"/g)]).toMatchObject([200, { length: 2 }]);
  expect(gateway.upstream.calls[0]?.options.token).toBe("good");
  const refused = await read("bad");
  expect(refused.headers.getSetCookie()).toEqual([
    "__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
  ]);
  expect(gateway.upstream.calls).toHaveLength(1);
});

test("what carries no credentials passes byte for byte, and nothing of a browser but its token goes on", async () => {
  const seen: { readonly request: Uint8Array; readonly options: CallOptions }[] = [];
  const channel: Partial<Channel> = {
    unary: async (_, request, options) => {
      seen.push({ request, options });
      return request;
    },
  };
  await using gateway = await testGateway({}, { channelFor: () => channel as Channel });
  const withUnknownField = Buffer.from("0a0161fa3f03787978", "hex");
  const answer = await fetch(`${gateway.url}/ultramarket.testing.v1.EchoService/Echo`, {
    method: "POST",
    headers: { "content-type": "application/proto", "x-session": "cookie", cookie: "__Host-session=good" },
    body: withUnknownField,
  });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(withUnknownField);
  expect(Buffer.from(seen[0]?.request ?? [])).toEqual(withUnknownField);
  expect(seen[0]?.options).toMatchObject({ token: "good" });
  for (const name of ["browser", "cookie", "visitor"]) expect(seen[0]?.options).not.toHaveProperty(name);
});
