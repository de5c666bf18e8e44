import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { refuse, type User } from "#mesh/kernel";
import type { TokenVerifier } from "#mesh/rpc";
import type { LogicalCall } from "./logical-call.ts";
import { testGateway } from "./test-gateway.ts";
import { ways } from "./ways.ts";

const echo: LogicalCall = { method: "echo", request: { message: "a" } };

/** Takes tokens such as "usr_1" as that user's. */
const tokens: TokenVerifier = {
  async verify(token): Promise<User> {
    if (!token.startsWith("usr_")) throw refuse("TOKEN_INVALID");
    return { userId: token, permissions: new Set(), sessionId: "ses_1", isGuest: false };
  },
};

const onceAMinute = { calls: 1, windowSeconds: 60 };

function get(url: string, token?: string, headers: Readonly<Record<string, string>> = {}) {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetch(`${url}/v1/echo/a`, { headers: { ...authorization, ...headers } });
}

test.each(Object.entries(ways))("a call too many is refused by %s and reaches nobody", async (_, way) => {
  await using gateway = await testGateway({}, { rates: { read: onceAMinute } });
  expect(await way(gateway.url, echo)).toEqual({ answer: { message: "a" } });
  const outcome = await way(gateway.url, echo);
  expect(outcome).toMatchObject({ error: { code: Code.RESOURCE_EXHAUSTED, message: refuse("RATE_LIMITED").message } });
  const types = "error" in outcome ? outcome.error.details.map(({ type }) => type) : [];
  expect(types).toEqual(["google.rpc.ErrorInfo", "google.rpc.RetryInfo"]);
  expect(gateway.upstream.calls).toHaveLength(1);
});

test("without rates nothing is counted", async () => {
  await using gateway = await testGateway();
  const response = await get(gateway.url);
  expect([response.status, response.headers.get("ratelimit")]).toEqual([200, null]);
});

test("answers say how the caller stands, refusals also when to come back", async () => {
  await using gateway = await testGateway({}, { rates: { read: { calls: 2, windowSeconds: 60 } } });
  const stand = async () => {
    const { status, headers } = await get(gateway.url);
    return [status, headers.get("ratelimit-policy"), headers.get("ratelimit"), headers.get("retry-after")];
  };
  const policy = '"read";q=2;w=60';
  expect(await stand()).toEqual([200, policy, '"read";r=1;t=60', null]);
  expect(await stand()).toEqual([200, policy, expect.stringMatching(/^"read";r=0;t=(60|59)$/), null]);
  expect(await stand()).toEqual([
    429,
    policy,
    expect.stringMatching(/^"read";r=0;t=\d+$/),
    expect.stringMatching(/^(60|59)$/),
  ]);
});

test("Connect and gRPC answers carry the same headers, streams too", async () => {
  await using gateway = await testGateway({}, { rates: { read: { calls: 100, windowSeconds: 60 } } });
  const headers = { "content-type": "application/json" };
  const path = "/ultramarket.testing.v1.EchoService/Echo";
  const connect = await fetch(gateway.url + path, { method: "POST", headers, body: '{"message":"a"}' });
  expect(connect.headers.get("ratelimit")).toMatch(/^"read";r=99;t=/);
  let seen: Headers | undefined;
  const client = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
  const onHeader = (header: Headers) => {
    seen = header;
  };
  for await (const _ of client.repeat({ message: "a", count: 2 }, { onHeader }));
  expect(seen?.get("ratelimit")).toMatch(/^"read";r=98;t=/);
});

test("a window that is over is forgotten", async () => {
  await using gateway = await testGateway({}, { rates: { read: { calls: 1, windowSeconds: 1 } } });
  expect((await get(gateway.url)).status).toBe(200);
  let { status } = await get(gateway.url);
  expect(status).toBe(429);
  const end = Date.now() + 5_000;
  while (status !== 200 && Date.now() < end) ({ status } = await get(gateway.url));
  expect(status).toBe(200);
});

test("users count each for themselves, wherever they call from; who shows no token counts by address", async () => {
  await using gateway = await testGateway({}, { tokens, rates: { read: onceAMinute } });
  const statuses: number[] = [];
  for (const token of ["usr_1", "usr_2", undefined, "usr_1", "usr_2", undefined]) {
    statuses.push((await get(gateway.url, token)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
});

test("tokens that are no good count by address, so that guessing ends", async () => {
  await using gateway = await testGateway({}, { tokens, rates: { read: { calls: 2, windowSeconds: 60 } } });
  const statuses: number[] = [];
  for (const token of ["bad1", "bad2", "bad3", undefined, "usr_1"]) {
    statuses.push((await get(gateway.url, token)).status);
  }
  expect(statuses).toEqual([401, 401, 429, 429, 200]);
});

test("X-Forwarded-For gives a stranger no second identity, and a trusted proxy's clients one each", async () => {
  const options = { rates: { read: onceAMinute } };
  await using open = await testGateway({}, options);
  const from = (url: string, address: string) => get(url, undefined, { "x-forwarded-for": address });
  expect((await from(open.url, "192.0.2.1")).status).toBe(200);
  expect((await from(open.url, "192.0.2.2")).status).toBe(429);
  await using proxied = await testGateway({}, { ...options, trustedProxies: ["127.0.0.0/8"] });
  expect((await from(proxied.url, "192.0.2.1")).status).toBe(200);
  expect((await from(proxied.url, "192.0.2.2")).status).toBe(200);
  expect((await from(proxied.url, "198.51.100.9, 192.0.2.2")).status).toBe(429);
});

test("a rate of one class is nothing to another", async () => {
  await using gateway = await testGateway({}, { rates: { write: onceAMinute, money: onceAMinute } });
  expect((await get(gateway.url)).status).toBe(200);
  expect((await get(gateway.url)).status).toBe(200);
});
