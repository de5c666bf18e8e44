import { type ErrorDetails, refuse } from "#mesh/kernel";
import { freePort } from "#mesh/testing";
import { testGateway } from "../../test/test-gateway.ts";
import { retryDelayMs } from "../src/calls/retry.ts";
import type { ErrorCode } from "../src/mod.ts";
import { all, echoClient } from "./echo-client.ts";

type Reason = Parameters<typeof refuse>[0];

/** Refuses some times, then says what it was told. */
async function stubborn(times: number, reason: Reason = "SERVICE_UNAVAILABLE", details: ErrorDetails = {}) {
  const requestIds: string[] = [];
  let calls = 0;
  const answer = <T extends { readonly message: string }>(request: T) => {
    if (++calls <= times) throw refuse(reason, details);
    return { message: request.message };
  };
  const gateway = await testGateway({
    echo: answer,
    write(request) {
      requestIds.push(request.requestId);
      return answer(request);
    },
    async *repeat(request) {
      yield answer(request);
    },
  });
  const { echo } = echoClient(gateway.url);
  return { echo, requestIds, calls: () => calls, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() };
}

test("a call without side effects is repeated while the service is unavailable", async () => {
  await using market = await stubborn(3);
  expect((await market.echo.echo({ message: "a" })).message).toBe("a");
  expect(market.calls()).toBe(4);
});

test("a call is tried four times at most", async () => {
  await using market = await stubborn(10);
  await expect(market.echo.echo({ message: "a" })).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(market.calls()).toBe(4);
});

test("a keyed call without a key gets one, the same on every attempt", async () => {
  await using market = await stubborn(2);
  await market.echo.write({ message: "a" });
  await market.echo.write({ message: "a" });
  const [first, second, third, next] = market.requestIds;
  expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect([second, third]).toEqual([first, first]);
  expect(next).not.toBe(first);
});

test("a keyed call keeps the key of its caller", async () => {
  await using market = await stubborn(1);
  await market.echo.write({ message: "a", requestId: "mine" });
  expect(market.requestIds).toEqual(["mine", "mine"]);
});

test.each<[Reason, ErrorDetails]>([
  ["INTERNAL_FAILURE", {}],
  ["ETAG_MISMATCH", {}],
  ["RATE_LIMITED", {}],
  ["PERMISSION_MISSING", { retryAfterMs: 1 }],
  ["DEADLINE_PASSED", {}],
])("%s is not repeated", async (reason, details) => {
  await using market = await stubborn(1, reason, details);
  await expect(market.echo.echo({ message: "a" })).rejects.toMatchObject({ name: "MarketError" });
  expect(market.calls()).toBe(1);
});

test("a call is repeated when the market says so, not before", async () => {
  await using market = await stubborn(1, "RATE_LIMITED", { retryAfterMs: 150 });
  const start = performance.now();
  await market.echo.write({ message: "a" });
  expect(performance.now() - start).toBeGreaterThanOrEqual(149);
  expect(market.calls()).toBe(2);
});

test("a call whose deadline is before that fails at once, and says when", async () => {
  await using market = await stubborn(1, "RATE_LIMITED", { retryAfterMs: 60_000 });
  const start = performance.now();
  const failure = expect(market.echo.echo({ message: "a" })).rejects;
  await failure.toMatchObject({ reason: "RATE_LIMITED", retryAfterMs: 60_000 });
  expect(performance.now() - start).toBeLessThan(8_000);
});

test("a caller can do without repeats", async () => {
  await using market = await stubborn(1);
  await expect(market.echo.echo({ message: "a" }, { retry: false })).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(market.calls()).toBe(1);
});

test("a stream is repeated before its first answer", async () => {
  await using market = await stubborn(1);
  expect(await all(market.echo.repeat({ message: "a", count: 1 }))).toMatchObject([{ message: "a" }]);
  expect(market.calls()).toBe(2);
});

test("a stream is not repeated after its first answer", async () => {
  let calls = 0;
  await using gateway = await testGateway({
    async *repeat() {
      calls++;
      yield { message: "a" };
      throw refuse("SERVICE_UNAVAILABLE");
    },
  });
  const seen: string[] = [];
  const listen = async () => {
    for await (const { message } of echoClient(gateway.url).echo.repeat({})) seen.push(message);
  };
  await expect(listen()).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "SERVICE_UNAVAILABLE" });
  expect({ seen, calls }).toEqual({ seen: ["a"], calls: 1 });
});

test("a market that cannot be reached is UNAVAILABLE after all attempts", async () => {
  let attempts = 0;
  const count: typeof fetch = (...request) => {
    attempts++;
    return fetch(...request);
  };
  const { echo } = echoClient(`http://127.0.0.1:${await freePort()}`, { fetch: count });
  await expect(echo.echo({ message: "a" })).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(attempts).toBe(4);
});

describe("the delay", () => {
  const policy = { attempts: 9, baseDelayMs: 100, maxDelayMs: 1_000 };
  const delay = (code: ErrorCode, attempt: number, retryAfterMs?: number, random = 1) =>
    retryDelayMs({ code, retryAfterMs }, attempt, policy, () => random);

  test("doubles up to its limit, and is anything below that", () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => delay("UNAVAILABLE", attempt))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
    expect(delay("UNAVAILABLE", 3, undefined, 0)).toBe(0);
    expect(delay("UNAVAILABLE", 3, undefined, 0.5)).toBe(200);
    expect(delay("UNAVAILABLE", 9)).toBeUndefined();
  });

  test("comes on top of what the market asks for", () => {
    expect(delay("UNAVAILABLE", 1, 500)).toBe(600);
    expect(delay("ABORTED", 2, 500, 0)).toBe(500);
    expect(delay("RESOURCE_EXHAUSTED", 1)).toBeUndefined();
    expect(delay("ABORTED", 1)).toBeUndefined();
  });
});
