import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { jest } from "@jest/globals";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { eventually } from "#mesh/testing";
import type { TlsFiles } from "../../src/edge/door.ts";
import { fields, frame, rawHttp2 } from "../hostile/http2-bytes.ts";
import { testGateway } from "../test-gateway.ts";
import { certificates } from "../tls/certificates.ts";
import { callByHttp1, callByHttp2, type Tally } from "./loyal-clients.ts";

jest.setTimeout(120_000);

const rounds = process.env.CONFORMANCE === "1" ? 20 : 1;
const drainMs = 20_000;

/** Calls take as long as those that look something up. */
const script = {
  async echo({ message }: { message: string }) {
    await pause(1 + Math.random() * 5);
    return { message };
  },
  async *repeat() {
    for (let sent = 0; sent < 40; sent += 1) {
      await pause(10);
      yield { message: String(sent) };
    }
  },
};

const identity = await certificates(1);

describe.each<[string, TlsFiles | undefined]>([
  ["cleartext", undefined],
  ["TLS", identity[0]],
])("by %s", (way, tls) => {
  test("no call fails while one gateway drains and another takes over", async () => {
    for (let round = 0; round < rounds; round += 1) {
      const tally: Tally = { answered: 0, movedOn: 0, refused: 0, failed: [] };
      await using first = await testGateway(script, { tls });
      await using second = await testGateway(script, { tls });
      const over = new AbortController();
      const load = { urls: [first.url, second.url], tally, signal: over.signal };
      const clients = [
        ...Array.from({ length: 12 }, () => callByHttp1(load)),
        ...Array.from({ length: 4 }, () => callByHttp2(load, 5)),
      ];
      const streamed = readStream(first.url);
      await eventually(() => tally.answered > 300);
      const began = performance.now();
      await first.drain(drainMs);
      const took = Math.round(performance.now() - began);
      const byFirst = first.upstream.calls.length;
      await eventually(() => second.upstream.calls.length > 300);
      over.abort();
      await Promise.all(clients);
      const bySecond = second.upstream.calls.length;
      process.stdout.write(
        `${way}: ${tally.answered} answered (${byFirst} by the first, ${bySecond} by the second), ${tally.failed.length} failed, ${tally.movedOn} moved on, ${tally.refused} made again; drained in ${took} ms\n`,
      );
      expect(tally.failed).toEqual([]);
      expect(await streamed).toBe(40);
      expect(took).toBeLessThan(drainMs / 2);
    }
  });

  test("silent connections are closed soon, and what does not end is cut off in time", async () => {
    await using gateway = await testGateway({ echo: () => new Promise(() => {}) }, { tls });
    const nodeOptions = { rejectUnauthorized: false };
    const client = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url, nodeOptions }));
    const stuck = client.echo({ message: "a" }).catch((error) => error);
    await eventually(() => gateway.upstream.calls.length === 1);
    const began = performance.now();
    await gateway.drain(300);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await stuck).toMatchObject({ name: "ConnectError" });
  });
});

test("the GOAWAY names the last call that is served; what crosses it reaches nobody", async () => {
  const gate = Promise.withResolvers<void>();
  await using gateway = await testGateway({ echo: ({ message }) => gate.promise.then(() => ({ message })) });
  const client = rawHttp2(gateway.url);
  const call = (id: number) => frame(1, 5, id, fields(...request));
  client.send(call(1));
  await eventually(() => gateway.upstream.calls.length === 1);
  const drained = gateway.drain(5_000);
  const [goaway] = await client.seen(7);
  expect([goaway?.readUInt32BE(0), goaway?.readUInt32BE(4)]).toEqual([1, 0]);
  client.send(call(3));
  gate.resolve();
  expect(await client.seen(1)).toHaveLength(1);
  await Promise.all([drained, client.closed]);
  expect(gateway.upstream.calls).toHaveLength(1);
});

const request = [
  [":method", "GET"],
  [":scheme", "http"],
  [":path", "/v1/echo/a"],
  [":authority", "a"],
] as const;

/** How many messages of a stream came that outlasts the drain's beginning. */
async function readStream(baseUrl: string): Promise<number> {
  const nodeOptions = { rejectUnauthorized: false };
  const client = createClient(EchoService, createGrpcTransport({ baseUrl, nodeOptions }));
  let count = 0;
  for await (const _ of client.repeat({ message: "a" })) count += 1;
  return count;
}
