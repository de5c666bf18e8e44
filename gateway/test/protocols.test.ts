import { randomBytes } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { AnySchema, anyPack } from "@bufbuild/protobuf/wkt";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { ErrorInfoSchema, RequestInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { MoneySchema } from "#gen/es/ultramarket/common/v1/money_pb.js";
import { DomainError, type ErrorKind, invalid, refuse } from "#mesh/kernel";
import { RpcError, toStatus } from "#mesh/rpc";
import type { LogicalCall, Outcome } from "./logical-call.ts";
import { type TestGateway, testGateway } from "./test-gateway.ts";
import { ways } from "./ways.ts";

/** The outcome of the call by each way; they must all be the same one, which is the answer. */
async function sameByEveryWay(gateway: TestGateway, call: LogicalCall): Promise<Outcome> {
  const outcomes: Record<string, Outcome> = {};
  for (const [name, way] of Object.entries(ways)) outcomes[name] = await way(gateway.url, call);
  const first = outcomes.REST;
  if (first === undefined) throw new Error("nothing came of it");
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(ways).map((name) => [name, first])));
  return first;
}

function errorOf(outcome: Outcome) {
  if ("answer" in outcome) throw new Error(`answered ${JSON.stringify(outcome.answer)}`);
  return outcome.error;
}

const echo: LogicalCall = { method: "echo", request: { message: "a" } };

const texts = { word: "a", "text to escape": "päck/üng 100%+ ?&#", emoji: "\u{1f6d2}", "long text": "x".repeat(1000) };

test.each(Object.entries(texts))("the answer to a %s is the same by every protocol", async (_, message) => {
  await using gateway = await testGateway();
  expect(await sameByEveryWay(gateway, { method: "echo", request: { message } })).toEqual({ answer: { message } });
});

test("a long answer that hardly compresses is the same by every protocol", async () => {
  const message = randomBytes(100 * 1024).toString("base64");
  await using gateway = await testGateway({ echo: () => ({ message }) });
  expect(await sameByEveryWay(gateway, echo)).toEqual({ answer: { message } });
});

test("64-bit numbers, tokens and request bodies arrive the same by every protocol", async () => {
  await using gateway = await testGateway();
  const call: LogicalCall = { method: "write", request: { message: "m", requestId: "k1" }, token: "good" };
  expect(await sameByEveryWay(gateway, call)).toEqual({ answer: { message: "m", effects: "1152921504606846976" } });
  expect(gateway.upstream.calls.map(({ options }) => options.token)).toEqual(Object.keys(ways).map(() => "good"));
});

const visible: readonly ErrorKind[] = [
  "CANCELLED",
  "INVALID_ARGUMENT",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "UNAVAILABLE",
  "UNAUTHENTICATED",
];

test.each(visible)("a refusal with %s keeps its text and details by every protocol", async (kind) => {
  const refusal = new DomainError(kind, "echo.ultramarket", "SAID_NO", "because – ünd so", {
    metadata: { key: "välue" },
    fields: [{ field: "message", description: "is wrong" }],
    retryAfterMs: 1500,
  });
  await using gateway = await testGateway({
    echo() {
      throw toStatus(refusal);
    },
  });
  const error = errorOf(await sameByEveryWay(gateway, echo));
  expect(error).toMatchObject({ code: Code[kind], message: "because – ünd so" });
  expect(error.details.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["google.rpc.ErrorInfo", "google.rpc.BadRequest", "google.rpc.RetryInfo"]),
  );
});

test.each(["INTERNAL", "UNKNOWN", "DATA_LOSS"] as const)("the text of %s is hidden by every protocol", async (kind) => {
  const details = [
    anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: "SECRET", metadata: { log_id: "log-1" } })),
  ];
  await using gateway = await testGateway({
    echo() {
      throw new RpcError(Code[kind], "password is 123", details);
    },
  });
  const shown = Buffer.from([10, 5, ...Buffer.from("log-1")]).toString("base64");
  expect(errorOf(await sameByEveryWay(gateway, echo))).toEqual({
    code: Code[kind],
    message: refuse("INTERNAL_FAILURE").message,
    details: [{ type: RequestInfoSchema.typeName, value: shown }],
  });
});

test("an exception of the upstream is hidden and logged under the id the client gets", async () => {
  await using gateway = await testGateway({
    echo() {
      throw new TypeError("secret");
    },
  });
  const response = await fetch(`${gateway.url}/v1/echo/a`, { headers: { "x-request-id": "req-7" } });
  const { code, message, details } = (await response.json()) as Record<string, unknown>;
  expect([response.status, code, message]).toEqual([500, 13, refuse("INTERNAL_FAILURE").message]);
  expect(details).toEqual([
    { "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "req-7", servingData: "" },
  ]);
  const entries = gateway.logged.filter(({ level }) => level === "error");
  expect(entries).toEqual([expect.objectContaining({ fields: expect.objectContaining({ log_id: "req-7" }) })]);
});

test("details of types the contracts do not know are dropped by every protocol", async () => {
  const strange = create(AnySchema, { typeUrl: "type.googleapis.com/acme.Secret", value: new Uint8Array([8, 1]) });
  const known = anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: "R" }));
  await using gateway = await testGateway({
    echo() {
      throw new RpcError(Code.NOT_FOUND, "no", [strange, known, anyPack(MoneySchema, create(MoneySchema))]);
    },
  });
  const error = errorOf(await sameByEveryWay(gateway, echo));
  expect(error.details.map(({ type }) => type)).toEqual(["google.rpc.ErrorInfo"]);
});

test("an invalid token is refused by every protocol, on public methods too, and reaches nobody", async () => {
  await using gateway = await testGateway();
  const error = errorOf(await sameByEveryWay(gateway, { ...echo, token: "bad" }));
  expect(error).toMatchObject({ code: Code.UNAUTHENTICATED, message: refuse("TOKEN_INVALID").message });
  expect(gateway.upstream.calls).toEqual([]);
});

test("a call ends at its client's deadline by every protocol", async () => {
  await using gateway = await testGateway({ echo: () => new Promise(() => {}) });
  for (const way of Object.values(ways)) {
    const { code } = errorOf(await way(gateway.url, { ...echo, timeoutMs: 60 }));
    expect(code).toBe(Code.DEADLINE_EXCEEDED);
  }
});

test("a field violation names its field by every protocol", async () => {
  await using gateway = await testGateway({
    echo() {
      throw toStatus(invalid({ field: "message", description: "is too long" }));
    },
  });
  const { details } = errorOf(await sameByEveryWay(gateway, echo));
  expect(details.map(({ type }) => type)).toEqual(["google.rpc.ErrorInfo", "google.rpc.BadRequest"]);
});
