import { once } from "node:events";
import http2 from "node:http2";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { refuse } from "#mesh/kernel";
import { noObserver, type RpcObserver, toStatus } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import type { Script } from "./scripted-upstream.ts";
import { limits, testGateway } from "./test-gateway.ts";

const never = () => new Promise<never>(() => undefined);

const transports = {
  "Connect JSON": (baseUrl: string) => createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
  "Connect binary": (baseUrl: string) => createConnectTransport({ baseUrl, httpVersion: "2" }),
  "gRPC-web": (baseUrl: string) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
  gRPC: (baseUrl: string) => createGrpcTransport({ baseUrl }),
};

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function* say(...words: readonly string[]) {
  for (const message of words) yield { message };
}

describe.each(Object.entries(transports))("by %s", (_, transport) => {
  test("a stream of answers arrives whole, and its error after what came before it", async () => {
    await using gateway = await testGateway({
      async *repeat({ message, count }) {
        for (let index = 0; index < count; index++) yield { message: `${message}${index}` };
        if (count === 2) throw new Error("secret");
      },
    });
    const client = createClient(EchoService, transport(gateway.url));
    const words = (await all(client.repeat({ message: "a", count: 3 }))).map(({ message }) => message);
    expect(words).toEqual(["a0", "a1", "a2"]);
    const seen: string[] = [];
    const broken = async () => {
      for await (const { message } of client.repeat({ message: "b", count: 2 })) seen.push(message);
    };
    await expect(broken()).rejects.toMatchObject({ code: 13, rawMessage: expect.not.stringContaining("secret") });
    expect(seen).toEqual(["b0", "b1"]);
  });

  test("a stream of requests is collected", async () => {
    await using gateway = await testGateway();
    const client = createClient(EchoService, transport(gateway.url));
    expect((await client.collect(say("a", "b", "c"))).messages).toEqual(["a", "b", "c"]);
  });

  test("a client that goes away cancels the call behind the edge", async () => {
    let signal: { readonly aborted: boolean } | undefined;
    await using gateway = await testGateway({
      echo(_request, options) {
        signal = options.signal;
        return never();
      },
    });
    const controller = new AbortController();
    const client = createClient(EchoService, transport(gateway.url));
    const call = client.echo({ message: "a" }, { signal: controller.signal });
    await eventually(() => signal !== undefined);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 1 });
    await eventually(() => signal?.aborted === true, { timeoutMs: 1_000 });
  });

  test("a client that leaves in the middle of a stream cancels it behind the edge", async () => {
    let released = false;
    await using gateway = await testGateway({
      async *repeat({ message }, { signal }) {
        try {
          while (signal?.aborted !== true) {
            yield { message };
            await new Promise(setImmediate);
          }
        } finally {
          released = true;
        }
      },
    });
    const client = createClient(EchoService, transport(gateway.url));
    const controller = new AbortController();
    const read = async () => {
      for await (const _ of client.repeat({ message: "a" }, { signal: controller.signal })) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 1 });
    await eventually(() => released, { timeoutMs: 1_000 });
  });
});

test("every call is observed once, as its client meets it", async () => {
  const seen: [string, number, string][] = [];
  const observer: RpcObserver = {
    ...noObserver,
    serving: (path) => ({ traceparent: "own", end: ({ code, reason }) => void seen.push([path, code, reason]) }),
  };
  const script: Script = {
    echo({ message }) {
      if (message === "no") throw toStatus(refuse("ETAG_MISMATCH"));
      return { message };
    },
    async *repeat({ message, count }) {
      for (let index = 0; index < count; index++) yield { message };
      if (message === "no") throw toStatus(refuse("ETAG_MISMATCH"));
    },
  };
  await using gateway = await testGateway(script, { observer });
  const client = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
  await client.echo({ message: "yes" });
  await client.echo({ message: "no" }).catch(() => undefined);
  await all(client.repeat({ message: "yes", count: 2 }));
  await all(client.repeat({ message: "no", count: 2 })).catch(() => undefined);
  const service = "/ultramarket.testing.v1.EchoService";
  expect(seen).toEqual([
    [`${service}/Echo`, 0, ""],
    [`${service}/Echo`, 10, "ETAG_MISMATCH"],
    [`${service}/Repeat`, 0, ""],
    [`${service}/Repeat`, 10, "ETAG_MISMATCH"],
  ]);
  expect(gateway.upstream.calls.map(({ options }) => options.traceparent)).toEqual(["own", "own", "own", "own"]);
});

test.each(["Connect binary", "gRPC"] as const)("a conversation by %s is answered word by word", async (name) => {
  await using gateway = await testGateway();
  const client = createClient(EchoService, transports[name](gateway.url));
  const heard = await all(client.converse(say("a", "b")));
  expect(heard.map(({ message }) => message)).toEqual(["a", "b"]);
});

test("a conversation by HTTP/1.1 is refused with 505, for it could not be answered before its end", async () => {
  await using gateway = await testGateway();
  const response = await fetch(`${gateway.url}/ultramarket.testing.v1.EchoService/Converse`, {
    method: "POST",
    headers: { "content-type": "application/connect+json" },
  });
  expect(response.status).toBe(505);
});

test("a client waits as long as the method's default says, and no longer than its cap", async () => {
  await using gateway = await testGateway();
  const before = Date.now();
  const client = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
  await client.echo({ message: "a" });
  await client.echo({ message: "a" }, { timeoutMs: 3_600_000 });
  await client.echo({ message: "a" }, { timeoutMs: 1_000 });
  await fetch(`${gateway.url}/v1/echo/a`, { headers: { "request-timeout": "99999" } });
  const after = Date.now();
  const [usual = 0, capped = 0, own = 0, rest = 0] = gateway.upstream.calls.map(({ options }) => options.deadline);
  for (const [deadline, ms] of [
    [usual, 2_000],
    [capped, 5_000],
    [own, 1_000],
    [rest, 5_000],
  ] as const) {
    expect(deadline).toBeGreaterThanOrEqual(before + ms - 1);
    expect(deadline).toBeLessThanOrEqual(after + ms);
  }
});

test("a timeout that is none is refused in the protocol's own way", async () => {
  await using gateway = await testGateway();
  const path = `${gateway.url}/ultramarket.testing.v1.EchoService/Echo`;
  const headers = { "content-type": "application/json", "connect-timeout-ms": "soon" };
  const connect = await fetch(path, { method: "POST", headers, body: "{}" });
  expect([connect.status, (await connect.json()) as unknown]).toMatchObject([400, { code: "invalid_argument" }]);
  const web = { "content-type": "application/grpc-web", "grpc-timeout": "5 minutes" };
  const grpcWeb = await fetch(path, { method: "POST", headers: web, body: Buffer.alloc(5) });
  expect(await grpcWeb.text()).toContain("grpc-status: 3");
  expect(gateway.upstream.calls).toEqual([]);
});

describe("draining", () => {
  test("lets calls in flight finish, says so on /readyz and health, and takes no new ones", async () => {
    const started = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<{ message: string }>();
    await using gateway = await testGateway({
      echo() {
        started.resolve();
        return answer.promise;
      },
    });
    const grpc = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
    const session = http2.connect(gateway.url);
    await once(session, "connect");
    const goaway = once(session, "goaway");
    const byHttp2 = grpc.echo({ message: "a" });
    const byHttp1 = fetch(`${gateway.url}/v1/echo/a`);
    await started.promise;
    await eventually(() => gateway.upstream.calls.length === 2);
    const drained = gateway.drain(5_000);
    await goaway;
    const ready = await fetch(`${gateway.adminUrl}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, draining: true, down: [] }]);
    await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
    answer.resolve({ message: "late" });
    expect((await byHttp2).message).toBe("late");
    expect(await (await byHttp1).json()).toEqual({ message: "late" });
    await drained;
  });

  test("cuts off what is left when its time is over", async () => {
    const gateway = await testGateway({ echo: never });
    const grpc = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url }));
    const cut = expect(grpc.echo({ message: "a" })).rejects.toMatchObject({ code: expect.any(Number) });
    const cutToo = expect(fetch(`${gateway.url}/v1/echo/a`)).rejects.toThrow();
    await eventually(() => gateway.upstream.calls.length === 2);
    await gateway.drain(20);
    await Promise.all([cut, cutToo]);
    expect(gateway.upstream.calls.map(({ options }) => options.signal?.aborted)).toEqual([true, true]);
  });
});

test("idle HTTP/2 connections are told to go", async () => {
  await using gateway = await testGateway({}, { limits: { ...limits, idleTimeoutMs: 50 } });
  const session = http2.connect(gateway.url);
  await once(session, "goaway");
  await once(session, "close");
});
