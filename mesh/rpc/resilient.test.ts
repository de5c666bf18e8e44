import { jest } from "@jest/globals";
import { EchoResponse, EchoServiceService } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { refuse } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import {
  type BreakerState,
  type CallOptions,
  type Channel,
  createClient,
  inProcessChannel,
  noObserver,
  type ResilienceOptions,
  RpcError,
  resilient,
  toStatus,
} from "./mod.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { all, echoContracts, echoCore, items, refusal } from "./test/echo.ts";

jest.setTimeout(20_000);

const aWrite = { message: "a", password: "", requestId: "" };
const answer = EchoResponse.encode({ message: "a" }).finish();
const down = () => new RpcError(14, "connection refused");

/** A channel whose attempts fail as told, and then succeed. */
function flaky(...failures: unknown[]) {
  const attempts: CallOptions[] = [];
  const attempt = async (options: CallOptions) => {
    attempts.push(options);
    if (failures.length > 0) throw failures.shift();
    return answer;
  };
  const channel: Channel = {
    unary: (_path, _request, options) => attempt(options),
    async *stream(_path, _requests, options) {
      yield await attempt(options);
    },
    close: async () => {},
  };
  return { channel, attempts };
}

function guard(channel: Channel, options: Partial<ResilienceOptions> = {}) {
  const guarded = resilient(channel, { service: "echo", contracts: echoContracts, ...options });
  return { client: createClient(EchoServiceService, guarded), [Symbol.asyncDispose]: guarded.close };
}

test("an unreachable server is tried again for safe calls and for keyed calls with a request_id", async () => {
  const { channel, attempts } = flaky(down(), down());
  await using echo = guard(channel);
  expect(await echo.client.echo({ message: "a" })).toEqual({ message: "a" });
  expect(attempts).toHaveLength(3);
  const keyed = flaky(down());
  await using other = guard(keyed.channel);
  await other.client.write({ ...aWrite, requestId: "k" });
  expect(keyed.attempts).toHaveLength(2);
});

test.each<[string, RpcError, (client: ReturnType<typeof guard>["client"]) => Promise<unknown>]>([
  ["a keyed call without a request_id", down(), (c) => c.write(aWrite)],
  ["a call that is neither safe nor keyed", down(), (c) => c.whisper({})],
  ["a stream", down(), (c) => all(c.repeat({ message: "a", count: 1 }))],
  ["a refusal", toStatus(refuse("RESOURCE_NOT_FOUND")), (c) => c.echo({ message: "a" })],
  ["an overload", toStatus(refuse("SERVER_OVERLOADED")), (c) => c.echo({ message: "a" })],
  [
    "a dependency of the server that is down",
    toStatus(refuse("SERVICE_UNAVAILABLE", { metadata: { service: "payment" } })),
    (c) => c.echo({ message: "a" }),
  ],
  [
    "a server that asks for more time than there is",
    toStatus(refuse("SERVICE_UNAVAILABLE", { metadata: { service: "echo" }, retryAfterMs: 60_000 })),
    (c) => c.echo({ message: "a" }),
  ],
])("%s is not tried again", async (_case, failure, call) => {
  const { channel, attempts } = flaky(failure);
  await using echo = guard(channel);
  await refusal(call(echo.client));
  expect(attempts).toHaveLength(1);
});

test("the refusal names the service that could not be reached", async () => {
  const { channel } = flaky(down());
  await using echo = guard(channel);
  const refused = { kind: "UNAVAILABLE", reason: "SERVICE_UNAVAILABLE", metadata: { service: "echo" } };
  expect(await refusal(echo.client.whisper({}))).toMatchObject(refused);
});

test("RetryInfo is waited for", async () => {
  const { channel, attempts } = flaky(toStatus(refuse("SERVICE_UNAVAILABLE", { retryAfterMs: 150 })));
  await using echo = guard(channel);
  const start = performance.now();
  await echo.client.echo({ message: "a" });
  expect(performance.now() - start).toBeGreaterThan(140);
  expect(attempts).toHaveLength(2);
});

test("a caller who goes away ends the waiting", async () => {
  const { channel, attempts } = flaky(toStatus(refuse("SERVICE_UNAVAILABLE", { retryAfterMs: 1_500 })));
  await using echo = guard(channel);
  const caller = new AbortController();
  const call = refusal(echo.client.echo({ message: "a" }, { signal: caller.signal }));
  await eventually(() => attempts.length === 1);
  caller.abort();
  expect(await call).toMatchObject({ kind: "UNAVAILABLE" });
});

test("a call without a deadline gets the method's", async () => {
  const { channel, attempts } = flaky();
  await using echo = guard(channel);
  await echo.client.echo({ message: "a" });
  expect((attempts[0]?.deadline ?? 0) - Date.now()).toBeGreaterThan(1_500);
});

test("a server that is down gets at most a tenth more attempts than calls", async () => {
  let attempts = 0;
  const channel = flaky().channel;
  channel.unary = async () => {
    attempts += 1;
    throw down();
  };
  await using echo = guard(channel, { breaker: { minCalls: 1e9 } });
  const calls = 600;
  await Promise.all(Array.from({ length: calls }, () => refusal(echo.client.echo({ message: "a" }))));
  expect(attempts / calls).toBeGreaterThan(1);
  expect(attempts / calls).toBeLessThanOrEqual(1.1);
});

test("a storm of calls down a chain of three is not multiplied", async () => {
  let attempts = 0;
  const lost = flaky().channel;
  lost.unary = async () => {
    attempts += 1;
    throw down();
  };
  const breaker = { minCalls: 1e9 };
  const wrap = (channel: Channel, service: string) =>
    resilient(channel, { service, contracts: echoContracts, breaker });
  const third = createClient(EchoServiceService, wrap(lost, "third"));
  const second = createClient(
    EchoServiceService,
    wrap(inProcessChannel(echoCore({ echo: third.echo }), "first"), "second"),
  );
  const first = createClient(
    EchoServiceService,
    wrap(inProcessChannel(echoCore({ echo: second.echo }), "edge"), "first"),
  );
  const calls = 600;
  await Promise.all(Array.from({ length: calls }, () => refusal(first.echo({ message: "a" }))));
  expect(attempts / calls).toBeLessThanOrEqual(1.1);
});

test("a budget is earned by calls and saved up to its reserve", () => {
  const budget = createRetryBudget({ ratio: 0.5, reserve: 2 });
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
  for (let call = 0; call < 100; call++) budget.earn();
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
});

test("a breaker stops calls to a failing server, probes it, and lets calls flow again", async () => {
  const states: BreakerState[] = [];
  const failures = Array.from({ length: 4 }, () => new RpcError(13, "broken"));
  const { channel, attempts } = flaky(...failures);
  const observer = { ...noObserver, breakerChanged: (_: string, state: BreakerState) => states.push(state) };
  await using echo = guard(channel, { observer, breaker: { minCalls: 4, restMs: 100 } });
  for (let call = 0; call < 4; call++) await refusal(echo.client.whisper({}));
  const open = { reason: "SERVICE_UNAVAILABLE", metadata: { service: "echo" }, retryAfterMs: 100 };
  expect(await refusal(echo.client.echo({ message: "a" }))).toMatchObject(open);
  expect(await refusal(all(echo.client.repeat({ message: "a", count: 1 })))).toMatchObject(open);
  expect(attempts).toHaveLength(4);
  await eventually(async () => expect(await echo.client.echo({ message: "a" })).toEqual({ message: "a" }));
  expect(states).toEqual(["open", "half-open", "closed"]);
});

test("refusals do not open a breaker", async () => {
  const { channel } = flaky(...Array.from({ length: 10 }, () => toStatus(refuse("RESOURCE_NOT_FOUND"))));
  await using echo = guard(channel, { breaker: { minCalls: 4 } });
  for (let call = 0; call < 10; call++) await refusal(echo.client.whisper({}));
  expect(await echo.client.whisper({})).toBeDefined();
});

test("streams pass, and each call is observed once", async () => {
  const ended: unknown[] = [];
  const observation = { traceparent: "00-2", end: (outcome: unknown) => ended.push(outcome) };
  const { channel, attempts } = flaky(undefined, new RpcError(5, "no"));
  await using echo = guard(channel, { observer: { ...noObserver, calling: () => observation } });
  await refusal(echo.client.whisper({}));
  await refusal(all(echo.client.repeat({ message: "a", count: 1 })));
  expect(await all(echo.client.converse(items()))).toEqual([{ message: "a" }]);
  for await (const _ of echo.client.repeat({ message: "a", count: 1 })) break;
  expect(await echo.client.echo({ message: "a" })).toEqual({ message: "a" });
  expect(ended).toMatchObject([{ code: 2 }, { code: 5 }, { code: 0 }, { code: 1 }, { code: 0 }]);
  expect(attempts.every(({ traceparent }) => traceparent === "00-2")).toBe(true);
});
