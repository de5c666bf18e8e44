import { connect } from "node:http2";
import { jest } from "@jest/globals";
import { EchoRequest, EchoServiceService } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { eventually } from "#mesh/testing";
import { createClient, type GrpcServerOptions, grpcChannel, loadContracts, serveGrpc } from "./mod.ts";
import { testAuthority } from "./test/certificates.ts";
import { all, type EchoHandlers, echoAuthority, echoCore, echoPath, items, refusal } from "./test/echo.ts";

jest.setTimeout(20_000);

async function open(handlers: Partial<EchoHandlers> = {}, options: Partial<GrpcServerOptions> = {}) {
  const core = echoCore(handlers);
  const server = await serveGrpc({ core, address: "127.0.0.1:0", ...options });
  const channel = grpcChannel({ address: server.address });
  const client = createClient(EchoServiceService, channel);
  const close = async () => {
    await channel.close();
    await server.drain(0);
  };
  return { core, server, channel, client, [Symbol.asyncDispose]: close };
}

/** Sends Echo by hand and gives the `grpc-status`. */
function callRaw(address: string, headers: Record<string, string>, isEnded = true): Promise<string> {
  const session = connect(`http://${address}`);
  return new Promise<string>((resolve, reject) => {
    session.on("error", reject);
    const stream = session.request({
      ":method": "POST",
      ":path": echoPath,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    stream.on("error", reject);
    const read = (found: Record<string, unknown>) => {
      if (found["grpc-status"] !== undefined) resolve(String(found["grpc-status"]));
    };
    stream.on("response", read).on("trailers", read).resume();
    const message = EchoRequest.encode({ message: "a" }).finish();
    if (isEnded) stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
  }).finally(() => session.close());
}

test.each([
  ["1S", "0"],
  ["99999999H", "0"],
  ["99999999M", "0"],
  ["4000000S", "0"],
  ["0S", "4"],
  ["1n", "4"],
  ["", "3"],
  ["1", "3"],
  ["abc", "3"],
  ["-1S", "3"],
  ["1.5S", "3"],
  ["123456789S", "3"],
  ["1S 1S", "3"],
  ["1s", "3"],
])("grpc-timeout %p ends with status %s", async (timeout, status) => {
  await using echo = await open();
  expect(await callRaw(echo.server.address, { "grpc-timeout": timeout })).toBe(status);
});

test("a call without grpc-timeout whose message never comes is ended", async () => {
  await using echo = await open();
  expect(await callRaw(echo.server.address, {}, false)).toBe("4");
});

test("a caller cannot name its own workload", async () => {
  await using echo = await open({ echo: async (_, { caller }) => ({ message: `<${caller.workload}>` }) });
  const path = EchoServiceService.whisper.path;
  const headers = { "ultramarket-workload": "friend", "x-forwarded-client-cert": "URI=spiffe://ultramarket/sa/friend" };
  expect(await callRaw(echo.server.address, { ...headers, ":path": path })).toBe("7");
});

test("behind a sidecar its client certificate header names the workload", async () => {
  await using echo = await open({}, { trustForwarded: true, trustDomain: "cluster.local" });
  const status = (header: string) =>
    callRaw(echo.server.address, { ":path": EchoServiceService.write.path, "x-forwarded-client-cert": header });
  const whisper = (header: string) =>
    callRaw(echo.server.address, { ":path": EchoServiceService.whisper.path, "x-forwarded-client-cert": header });
  expect(await status("URI=spiffe://cluster.local/ns/market/sa/friend")).toBe("16");
  expect(await whisper('By=x;Hash=1;Subject="CN=a,b";URI=spiffe://cluster.local/ns/market/sa/friend')).toBe("0");
  expect(
    await whisper("URI=spiffe://cluster.local/ns/market/sa/friend,URI=spiffe://cluster.local/ns/market/sa/eve"),
  ).toBe("7");
  expect(await whisper("URI=spiffe://elsewhere/ns/market/sa/friend")).toBe("7");
});

test.each([
  ["friend", ["spiffe://ultramarket/sa/friend"], "answered"],
  ["another workload", ["spiffe://ultramarket/sa/eve"], "CALLER_NOT_ALLOWED"],
  ["a workload of another domain", ["spiffe://elsewhere/sa/friend"], "CALLER_NOT_ALLOWED"],
  ["no workload", [], "CALLER_NOT_ALLOWED"],
  ["two workloads", ["spiffe://ultramarket/sa/friend", "spiffe://ultramarket/sa/eve"], "CALLER_NOT_ALLOWED"],
])("an internal method called with the certificate of %s", async (_who, uris, outcome) => {
  const { issue } = await echoAuthority();
  const tls = { ...(await issue("spiffe://ultramarket/sa/echo")), requireClient: true };
  await using echo = await open({}, { tls });
  const own = { ...(await issue(...uris)), server: "echo" };
  const channel = grpcChannel({ address: echo.server.address, tls: own });
  const answer = createClient(EchoServiceService, channel).whisper({});
  if (outcome === "answered") expect(await answer).toEqual({ workload: "friend" });
  else expect(await refusal(answer)).toMatchObject({ reason: outcome });
  await channel.close();
});

test("peers with certificates of another authority, or of another workload, do not talk", async () => {
  const [ours, theirs] = await Promise.all([echoAuthority(), testAuthority()]);
  const tls = { ...(await ours.issue("spiffe://ultramarket/sa/echo")), requireClient: true };
  await using echo = await open({}, { tls });
  const own = await ours.issue("spiffe://ultramarket/sa/friend");
  const foreign = await theirs.issue("spiffe://ultramarket/sa/friend");
  for (const client of [
    { ...own, server: "payment" },
    { ...foreign, ca: own.ca, server: "echo" },
    { ...own, ca: foreign.ca, server: "echo" },
  ]) {
    const channel = grpcChannel({ address: echo.server.address, tls: client });
    const call = createClient(EchoServiceService, channel).echo({ message: "a" }, { deadline: Date.now() + 1_000 });
    expect(await refusal(call)).toMatchObject({ kind: "UNAVAILABLE" });
    await channel.close();
  }
});

test("draining finishes calls in flight and refuses new ones", async () => {
  let release = () => {};
  await using echo = await open({
    echo: ({ message }) =>
      new Promise((resolve) => {
        release = () => resolve({ message });
      }),
  });
  const held = echo.client.echo({ message: "held" });
  await eventually(() => echo.core.inFlight === 1);
  const drained = echo.server.drain(5_000);
  expect(await refusal(echo.client.whisper({}))).toMatchObject({ kind: "UNAVAILABLE", reason: "SERVICE_UNAVAILABLE" });
  release();
  expect(await held).toEqual({ message: "held" });
  await drained;
});

test("draining cuts off what is not done in time", async () => {
  await using echo = await open({ echo: () => new Promise(() => {}) });
  const held = refusal(echo.client.echo({ message: "held" }));
  await eventually(() => echo.core.inFlight === 1);
  await echo.server.drain(30);
  expect(await held).toMatchObject({ kind: expect.stringMatching(/UNAVAILABLE|CANCELLED/) });
});

test("health is told per service, and turns before the doors close", async () => {
  await using echo = await open();
  const check = async (service: string) => {
    const request = Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)]);
    const answer = await echo.channel.unary("/grpc.health.v1.Health/Check", request, {});
    return ["UNKNOWN", "SERVING", "NOT_SERVING"][answer[1] ?? 0];
  };
  expect(await check("ultramarket.testing.v1.EchoService")).toBe("SERVING");
  expect(await check("")).toBe("SERVING");
  echo.server.setServing(false);
  expect(await check("ultramarket.testing.v1.EchoService")).toBe("NOT_SERVING");
});

test.each(["v1", "v1alpha"])("reflection %s lists the services and gives their files", async (version) => {
  await using echo = await open();
  const ask = async (...request: number[]) => {
    const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
    const [answer] = await all(echo.channel.stream(path, items(Uint8Array.from(request)), {}));
    return Buffer.from(answer ?? []).toString("latin1");
  };
  const symbol = "ultramarket.testing.v1.EchoService";
  expect(await ask(0x3a, 1, 0x2a)).toContain(symbol);
  expect(await ask(0x3a, 1, 0x2a)).toContain("grpc.health.v1.Health");
  expect(await refusal(ask(0x3a, 0xff))).toMatchObject({ code: 3 });
  const files = await ask(0x22, symbol.length, ...Buffer.from(symbol));
  expect(files).toContain("EchoRequest");
  // An option of the market and a route of HTTP: what the contract says beyond its types.
  expect(files).toContain("echo.write");
  expect(files).toContain("/v1/echo/{message}");
  const info = "google.rpc.ErrorInfo";
  expect(await ask(0x22, info.length, ...Buffer.from(info))).toContain("error_details.proto");
});

test("a channel finds its server again after a restart", async () => {
  const first = await serveGrpc({ core: echoCore(), address: "127.0.0.1:0" });
  const channel = grpcChannel({ address: first.address });
  const client = createClient(EchoServiceService, channel);
  expect(await client.echo({ message: "a" })).toEqual({ message: "a" });
  await first.drain(1_000);
  expect(await refusal(client.echo({ message: "a" }))).toMatchObject({ kind: "UNAVAILABLE" });
  const second = await serveGrpc({ core: echoCore(), address: first.address });
  await eventually(async () => expect(await client.echo({ message: "b" })).toEqual({ message: "b" }));
  await channel.close();
  await second.drain(1_000);
});

test("a port in use is an error", async () => {
  await using echo = await open();
  await expect(serveGrpc({ core: echoCore(), address: echo.server.address })).rejects.toThrow(
    /EADDRINUSE|No address added/,
  );
});

test("the market's own contracts load", () => {
  expect(loadContracts().method("/ultramarket.product.v1.ProductService/GetProduct")).toMatchObject({ kind: "safe" });
});
