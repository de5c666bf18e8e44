import type { Caller } from "#mesh/kernel";
import { type Channel, type Contracts, type Method, RpcError, resilient } from "./mod.ts";
import { requestKeyOf } from "./request-key.ts";
import { echoContracts, refusal } from "./test/echo.ts";

const path = "/ultramarket.testing.v1.EchoService/Write";
const user = { userId: "usr_ada", sessionId: "s", permissions: new Set<string>(), isGuest: false };

/** The keyed method of the echo service under another rule of access. */
function keyed(rule: "public" | "internal"): Method {
  const method = echoContracts.method(path);
  if (method === undefined) throw new Error(`no method ${path}`);
  return { ...method, access: { case: rule, value: method.policy } as never };
}

const keyOwner = (rule: "public" | "internal", caller: Caller) =>
  requestKeyOf(keyed(rule), caller, { request: { requestId: "1" }, canonical: new Uint8Array() })?.caller;

test("a key belongs to the user, whoever passed it on", () => {
  expect(keyOwner("public", { workload: "gateway", user })).toBe("usr_ada");
  expect(keyOwner("internal", { workload: "order", user })).toBe("usr_ada");
});

test("of methods for workloads only, a key without a user belongs to the workload", () => {
  expect(keyOwner("internal", { workload: "order" })).toBe("order");
});

test("strangers on a public method own no keys, so that none meets the answer of another", () => {
  expect(keyOwner("public", { workload: "gateway" })).toBeUndefined();
  expect(keyOwner("public", { workload: "" })).toBeUndefined();
});

test.each([
  ["public", undefined, 1],
  ["public", "ada", 2],
  ["internal", undefined, 2],
] as const)("a call without a key of its own is not repeated: %s, token %s", async (rule, token, attempts) => {
  let calls = 0;
  const channel: Channel = {
    unary: async () => {
      calls += 1;
      if (calls === 1) throw new RpcError(14, "connection refused");
      return new Uint8Array();
    },
    async *stream() {},
    close: async () => {},
  };
  const contracts: Contracts = { ...echoContracts, method: () => keyed(rule) };
  const guarded = resilient(channel, { service: "echo", contracts });
  const request = Buffer.from([0x1a, 1, 0x6b]);
  const call = guarded.unary(path, request, { token });
  if (attempts === 1) expect(await refusal(call)).toMatchObject({ code: 14 });
  else await call;
  expect(calls).toBe(attempts);
  await guarded.close();
});
