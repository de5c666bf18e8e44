import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { eventually } from "#mesh/testing";
import { limits, testGateway } from "./test-gateway.ts";

const hanging = { echo: () => new Promise<never>(() => {}) };
const get = (url: string) => fetch(`${url}/v1/echo/a`, { headers: { "request-timeout": "30" } });

async function reasonOf(response: Response): Promise<unknown> {
  const { details } = (await response.json()) as { details: { reason?: string }[] };
  return [response.status, response.headers.get("retry-after"), details.find(({ reason }) => reason)?.reason];
}

test("calls under way over the cap of all are SERVER_OVERLOADED, with a time to come back", async () => {
  await using gateway = await testGateway(hanging, { limits: { ...limits, calls: 5 } });
  const leaving = new AbortController();
  const waiting = Array.from({ length: 4 }, () => fetch(`${gateway.url}/v1/echo/a`, leaving).catch(() => undefined));
  await eventually(() => gateway.upstream.calls.length === 4);
  expect(await reasonOf(await get(gateway.url))).toEqual([429, "1", "SERVER_OVERLOADED"]);
  leaving.abort();
  await Promise.all(waiting);
});

test("calls of one address over its cap are RATE_LIMITED; their places are free again when they end", async () => {
  const gate = Promise.withResolvers<void>();
  const script = {
    async echo({ message }: { message: string }) {
      await gate.promise;
      return { message };
    },
  };
  await using gateway = await testGateway(script, { limits: { ...limits, callsPerAddress: 2 } });
  const waiting = [get(gateway.url), get(gateway.url)];
  await eventually(() => gateway.upstream.calls.length === 2);
  expect(await reasonOf(await get(gateway.url))).toEqual([429, "1", "RATE_LIMITED"]);
  gate.resolve();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await get(gateway.url)).status).toBe(200);
});

test("connections of one address over its cap are turned away, those of a trusted proxy are not", async () => {
  const capped = { limits: { ...limits, connectionsPerAddress: 1 } };
  const twice = async (url: string) => {
    const first = connect(Number(new URL(url).port), "127.0.0.1");
    await once(first, "connect");
    const second = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
    second.write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const answer = await text(second).catch(() => "");
    first.destroy();
    return answer.slice(0, 12);
  };
  await using open = await testGateway({}, capped);
  expect(await twice(open.url)).toBe("");
  await using proxied = await testGateway({}, { ...capped, trustedProxies: ["127.0.0.1"] });
  expect(await twice(proxied.url)).toBe("HTTP/1.1 200");
});
