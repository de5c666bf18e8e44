import { create, createRegistry } from "@bufbuild/protobuf";
import {
  file_ultramarket_testing_v1_echo_service,
  NoteSchema,
} from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { Secret } from "#mesh/config";
import { type Call, DomainError, runInCall } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import { startTelemetry, type TelemetryConfig } from "./mod.ts";

const quiet: TelemetryConfig = { logLevel: "debug", otlpEndpoint: undefined, traceRatio: 1, flushTimeoutMs: 200 };

async function captured(config: Partial<TelemetryConfig> = {}) {
  const lines: string[] = [];
  const telemetry = await startTelemetry({
    service: "product",
    config: { ...quiet, ...config },
    clock: fakeClock(),
    registry: createRegistry(file_ultramarket_testing_v1_echo_service),
    destination: { write: (line) => void lines.push(line) },
  });
  return { telemetry, log: telemetry.log, lines, last: () => JSON.parse(lines.at(-1) ?? "{}") };
}

const call: Call = {
  method: "/a.B/C",
  caller: { workload: "gateway" },
  deadline: 0,
  signal: new AbortController().signal,
  requestId: "req-1",
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
};

test("an entry is one line of JSON: level, time, service, message, fields", async () => {
  const { log, lines } = await captured();
  log.info("started\nwell", { port: 8080 });
  expect(lines).toEqual([
    '{"level":"info","time":"2026-01-01T00:00:00.000Z","service":"product","port":8080,"message":"started\\nwell"}\n',
  ]);
});

test("an entry made during a call names its request and trace", async () => {
  const { log, last } = await captured();
  runInCall(call, () => log.warn("slow"));
  expect(last()).toMatchObject({
    level: "warn",
    request_id: "req-1",
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    span_id: "b7ad6b7169203331",
  });
  runInCall({ ...call, traceparent: "" }, () => log.warn("untraced"));
  expect(last()).not.toHaveProperty("trace_id");
});

test("entries below the level are not made, and their fields not looked at", async () => {
  const { log, lines } = await captured({ logLevel: "warn" });
  log.debug("detail", {
    get costly() {
      throw new Error("looked at");
    },
  });
  log.info("nothing");
  log.error("something");
  expect(lines).toHaveLength(1);
});

test("fields that cannot be read do not throw at the caller", async () => {
  const { log, last } = await captured();
  const trap = {
    get trap() {
      throw new Error("do not look");
    },
  };
  log.info("seen", trap);
  expect(last()).toMatchObject({ message: "seen", fields_unreadable: { message: "do not look" } });
});

test("several services of one process log under their own names", async () => {
  const { telemetry, last } = await captured();
  telemetry.logOf("pricing").info("priced", { worker: 3 });
  expect(last()).toMatchObject({ service: "pricing", worker: 3 });
});

test("a field cannot pass for what the logger says itself", async () => {
  const { log, last } = await captured();
  log.info("real", { message: "forged", service: "forged", level: "forged", time: "forged", request_id: "forged" });
  expect(last()).toMatchObject({ message: "real", service: "product", message_: "forged", service_: "forged" });
});

test("an error is logged with its code, reason, and chain of causes", async () => {
  const { log, last } = await captured();
  const root = Object.assign(new Error("connect to postgres://shop:hunter2@db failed"), { code: "ECONNREFUSED" });
  const refusal = new DomainError("UNAVAILABLE", "ultramarket", "SERVICE_UNAVAILABLE", "no answer", { cause: root });
  log.error("failed", { error: new AggregateError([refusal, "text"], "all failed") });
  const { error } = last();
  expect(error).toMatchObject({ type: "AggregateError", message: "all failed" });
  expect(error.errors).toMatchObject([
    {
      type: "DomainError",
      reason: "SERVICE_UNAVAILABLE",
      cause: { code: "ECONNREFUSED", message: "connect to postgres://[secret]@db failed" },
    },
    "text",
  ]);
  log.error("failed", refusal);
  expect(last().error.reason).toBe("SERVICE_UNAVAILABLE");
});

test("a chain of causes that bites its tail ends", async () => {
  const { log, last } = await captured();
  const snake = new Error("head");
  snake.cause = new Error("tail", { cause: snake });
  log.error("failed", { error: snake });
  expect(JSON.stringify(last())).toContain('"cause":"[more causes]"');
});

test.each([
  "password",
  "newPassword",
  "access_token",
  "Authorization",
  "set-cookie",
  "clientSecret",
  "api_key",
  "apiKey",
  "otp",
  "cvv",
])("the value under the key %s is masked", async (key) => {
  const { log, lines } = await captured();
  log.info("x", { [key]: "hunter2", deep: [{ [key]: { value: "hunter2" } }], map: new Map([[key, "hunter2"]]) });
  expect(lines.join("")).not.toContain("hunter2");
  expect(lines.join("")).toContain("[secret]");
});

test("tokens and credentials inside text are masked", async () => {
  const { log, lines } = await captured();
  log.warn("got Bearer abc.def-1 from redis://:hunter2@cache, eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln", {
    text: "authorization: bearer hunter2",
  });
  expect(lines.join("")).not.toMatch(/abc\.def|hunter2|eyJ/);
});

test("a protobuf message among the fields is shown redacted; one nobody knows only by its type", async () => {
  const { log, last } = await captured();
  const note = create(NoteSchema, { noteId: "n1", userId: "u1", email: "ann@example.com" });
  log.info("noted", { note, stranger: { $typeName: "a.b.Unknown", email: "ann@example.com" } });
  expect(last()).toMatchObject({
    note: { note_id: "n1", user_id: "u1", email: "[contact]" },
    stranger: "[a.b.Unknown]",
  });
  log.info("noted", note);
  expect(last().value).toMatchObject({ email: "[contact]" });
});

test("every kind of value is shown, and none without bounds", async () => {
  const { log, last } = await captured();
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  log.info("all", {
    amount: 12n,
    when: new Date(0),
    never: new Date(Number.NaN),
    bytes: new Uint8Array(3),
    call: () => 1,
    set: new Set([1]),
    wrapped: new Secret("hunter2"),
    token: "",
    long: "x".repeat(5000),
    many: Array.from({ length: 60 }, (_, index) => index),
    loop,
  });
  const entry = last();
  expect(entry).toMatchObject({
    amount: "12",
    when: "1970-01-01T00:00:00.000Z",
    never: "[no date]",
    bytes: "3 bytes",
    call: "function",
    set: [1],
    wrapped: "[secret]",
    token: "",
  });
  expect(entry.long).toHaveLength(2000 + "… (5000 characters)".length);
  expect(entry.many.at(-1)).toBe("[10 more]");
  expect(JSON.stringify(entry.loop)).toContain("[too deep]");
});
