import { jest } from "@jest/globals";
import { EchoServiceService } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { type Call, currentCall, DomainError, defineRefusals, type ErrorKind } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { createClient } from "./mod.ts";
import { all, type EchoClient, echoPath, items, refusal, transports } from "./test/echo.ts";

jest.setTimeout(20_000);

const never = () => new Promise<never>(() => {});

describe.each(transports)("%s", (_, open) => {
  test("every shape of call gives its answer", async () => {
    await using echo = await open();
    const { client } = echo;
    expect(await client.echo({ message: "a" })).toEqual({ message: "a" });
    expect(await all(client.repeat({ message: "a", count: 3 }))).toEqual(Array(3).fill({ message: "a" }));
    expect(await client.collect(items({ message: "a" }, { message: "b" }))).toEqual({ messages: ["a", "b"] });
    expect(await all(client.converse(items({ message: "a" })))).toEqual([{ message: "a" }]);
  });

  test.each<[string, (client: EchoClient) => Promise<unknown>, ErrorKind, string]>([
    ["no token where a permission is needed", (c) => c.write(aWrite), "UNAUTHENTICATED", "SIGN_IN_REQUIRED"],
    ["no token where a user is needed", (c) => c.getNote({ noteId: "n" }), "UNAUTHENTICATED", "SIGN_IN_REQUIRED"],
    [
      "a user without the permission",
      (c) => c.write(aWrite, { token: "bob" }),
      "PERMISSION_DENIED",
      "PERMISSION_MISSING",
    ],
    ["a bad token", (c) => c.write(aWrite, { token: "eve" }), "UNAUTHENTICATED", "TOKEN_INVALID"],
    [
      "a bad token at a public method",
      (c) => c.echo({ message: "a" }, { token: "eve" }),
      "UNAUTHENTICATED",
      "TOKEN_INVALID",
    ],
    ["another user's note", (c) => c.getNote({ noteId: "n" }, { token: "bob" }), "NOT_FOUND", "RESOURCE_NOT_FOUND"],
    ["a broken rule", (c) => c.echo({ message: "" }), "INVALID_ARGUMENT", "INVALID_REQUEST"],
    [
      "a broken rule in a stream",
      (c) => c.collect(items({ message: "x".repeat(1001) })),
      "INVALID_ARGUMENT",
      "INVALID_REQUEST",
    ],
    [
      "a broken rule before a stream",
      (c) => all(c.repeat({ message: "", count: -1 })),
      "INVALID_ARGUMENT",
      "INVALID_REQUEST",
    ],
    [
      "a deadline in the past",
      (c) => c.echo({ message: "a" }, { deadline: 1 }),
      "DEADLINE_EXCEEDED",
      "DEADLINE_PASSED",
    ],
    [
      "a missing permission before a broken rule",
      (c) => c.write({ ...aWrite, message: "" }, { token: "bob" }),
      "PERMISSION_DENIED",
      "PERMISSION_MISSING",
    ],
  ])("%s is refused", async (_case, call, kind, reason) => {
    await using echo = await open();
    expect(await refusal(call(echo.client))).toMatchObject({ kind, reason, domain: "ultramarket" });
  });

  test("who is let in gets an answer", async () => {
    await using echo = await open();
    expect(await echo.client.write(aWrite, { token: "ada" })).toMatchObject({ message: "a" });
    expect(await echo.client.getNote({ noteId: "n" }, { token: "ada" })).toMatchObject({ note: { userId: "usr_ada" } });
    expect(await echo.client.getNote({ noteId: "n" }, { token: "staff" })).toMatchObject({
      note: { userId: "usr_ada" },
    });
    expect(await echo.client.whisper({})).toEqual({ workload: "friend" });
  });

  test("an answer without an owner is nobody's", async () => {
    await using echo = await open({ getNote: async () => ({ note: undefined }) });
    expect(await refusal(echo.client.getNote({ noteId: "n" }, { token: "ada" }))).toMatchObject({ kind: "NOT_FOUND" });
  });

  test("a refusal arrives as it was thrown, with metadata, fields and the time to wait", async () => {
    const details = {
      metadata: { sku: "A-1" },
      fields: [{ field: "sku", description: "is taken" }],
      retryAfterMs: 1500,
    };
    const own = defineRefusals("echo.ultramarket", { SKU_TAKEN: ["FAILED_PRECONDITION", "taken: ünïcode %"] });
    await using echo = await open({ echo: () => Promise.reject(own("SKU_TAKEN", details)) });
    const error = await refusal(echo.client.echo({ message: "a" }));
    expect(error).toBeInstanceOf(DomainError);
    const told = {
      kind: "FAILED_PRECONDITION",
      reason: "SKU_TAKEN",
      domain: "echo.ultramarket",
      message: "taken: ünïcode %",
    };
    expect(error).toMatchObject({ ...told, ...details });
  });

  test("an unexpected error tells the caller a log id and nothing else", async () => {
    const ended: unknown[] = [];
    const observation = { end: (outcome: unknown) => ended.push(outcome) };
    const observer = { serving: () => observation, calling: () => observation };
    const failure = new Error("password: hunter2");
    await using echo = await open({ echo: () => Promise.reject(failure) }, { observer });
    const error = await refusal(echo.client.echo({ message: "a" }));
    expect(error).toMatchObject({
      kind: "INTERNAL",
      reason: "INTERNAL_FAILURE",
      metadata: { log_id: expect.any(String) },
    });
    expect(JSON.stringify([error, String(error)])).not.toContain("hunter2");
    const { log_id: logId } = (error as DomainError).metadata;
    expect(ended).toEqual([expect.objectContaining({ code: 13, error: failure, logId })]);
  });

  test("a handler knows its call, and so does what it calls", async () => {
    const seen: (Call | undefined)[] = [];
    await using echo = await open({
      async write({ message }, call) {
        seen.push(call, currentCall());
        return { message, effects: 1n };
      },
    });
    const options = { token: "ada", requestId: "req-1", traceparent: `00-${"1".repeat(32)}-${"2".repeat(16)}-01` };
    await echo.client.write({ ...aWrite, requestId: "key-1" }, options);
    await echo.client.write({ ...aWrite, requestId: "key-1" }, { token: "ada" });
    expect(seen[0]).toBe(seen[1]);
    expect(seen[0]).toMatchObject({
      method: EchoServiceService.write.path,
      requestId: "req-1",
      traceparent: options.traceparent,
      caller: { workload: "friend", token: "ada", user: { userId: "usr_ada" } },
      request: { caller: "usr_ada", method: EchoServiceService.write.path, key: "key-1", hash: seen[2]?.request?.hash },
    });
    expect(seen[2]?.requestId).not.toBe("req-1");
  });

  test("a keyed call without request_id has no key; other content has another hash", async () => {
    const keys: Call["request"][] = [];
    await using echo = await open({
      async write({ message }, { request }) {
        keys.push(request);
        return { message, effects: 1n };
      },
    });
    for (const request of [aWrite, { ...aWrite, requestId: "k" }, { ...aWrite, requestId: "k", message: "b" }]) {
      await echo.client.write(request, { token: "ada" });
    }
    expect(keys[0]).toBeUndefined();
    expect(keys[1]?.hash).not.toBe(keys[2]?.hash);
  });

  test("a deadline answers the caller at once and fires the handler's signal", async () => {
    let call: Call | undefined;
    await using echo = await open({
      echo(_request, own) {
        call = own;
        return never();
      },
    });
    const error = await refusal(echo.client.echo({ message: "a" }, { deadline: Date.now() + 60 }));
    expect(error).toMatchObject({ kind: "DEADLINE_EXCEEDED", reason: "DEADLINE_PASSED" });
    await eventually(() => expect(call?.signal.aborted).toBe(true));
  });

  test("no caller waits longer than the cap, and who names no deadline gets the default", async () => {
    const deadlines: number[] = [];
    await using echo = await open({
      async echo({ message }, { deadline }) {
        deadlines.push(deadline - Date.now());
        return { message };
      },
    });
    await echo.client.echo({ message: "a" }, { deadline: Date.now() + 1e9 });
    await echo.client.echo({ message: "a" });
    expect(deadlines[0]).toBeLessThanOrEqual(5_000);
    expect(deadlines[0]).toBeGreaterThan(4_500);
    expect(deadlines[1]).toBeLessThanOrEqual(2_000);
  });

  test("a caller who goes away fires the handler's signal", async () => {
    let call: Call | undefined;
    await using echo = await open({
      echo(_request, own) {
        call = own;
        return never();
      },
    });
    const caller = new AbortController();
    const answer = refusal(echo.client.echo({ message: "a" }, { signal: caller.signal }));
    await eventually(() => call !== undefined);
    expect(call?.signal.aborted).toBe(false);
    caller.abort();
    expect(await answer).toMatchObject({ kind: "CANCELLED", reason: "CALL_CANCELLED" });
    await eventually(() => expect(call?.signal.reason).toMatchObject({ reason: "CALL_CANCELLED" }));
    expect(await refusal(echo.client.echo({ message: "a" }, { signal: caller.signal }))).toMatchObject({
      kind: "CANCELLED",
    });
  });

  test("a nested call carries deadline, token, request id and trace, and ends with its parent", async () => {
    const nested: Call[] = [];
    let inner: EchoClient | undefined;
    await using echo = await open({
      async echo({ message }, call) {
        if (message === "inner") nested.push(call);
        if (message === "inner") return never();
        return (inner as EchoClient).echo({ message: "inner" });
      },
    });
    inner = createClient(EchoServiceService, echo.channel);
    const caller = new AbortController();
    const options = {
      token: "ada",
      requestId: "req-1",
      traceparent: "00-1",
      deadline: Date.now() + 1_500,
      signal: caller.signal,
    };
    const answer = refusal(echo.client.echo({ message: "outer" }, options));
    await eventually(() => nested.length === 1);
    expect(nested[0]).toMatchObject({ requestId: "req-1", traceparent: "00-1", caller: { token: "ada" } });
    expect(nested[0]?.deadline).toBeLessThanOrEqual(options.deadline + 1_000);
    caller.abort();
    await answer;
    await eventually(() => expect(nested[0]?.signal.aborted).toBe(true));
  });

  test("messages beyond the limit are refused either way", async () => {
    await using echo = await open({ echo: async () => ({ message: "x".repeat(2_000) }) }, { maxMessageBytes: 1_500 });
    const refused = { kind: "RESOURCE_EXHAUSTED", reason: "MESSAGE_TOO_LARGE" };
    expect(await refusal(echo.client.echo({ message: "a" }))).toMatchObject(refused);
    expect(await refusal(echo.client.collect(items({ message: "x".repeat(2_000) })))).toMatchObject(refused);
    expect(await refusal(echo.client.echo({ message: "x".repeat(50_000) }))).toMatchObject(refused);
  });

  test("an unknown method is refused", async () => {
    await using echo = await open();
    const error = await refusal(
      echo.channel.unary("/ultramarket.testing.v1.EchoService/Nothing", new Uint8Array(), {}),
    );
    expect(error).toMatchObject({ code: 12 });
    expect((error as { details: unknown[] }).details).not.toEqual([]);
    const stream = echo.channel.stream("/nothing", items(), {});
    expect(await refusal(all(stream))).toMatchObject({ code: 12 });
  });

  test("a slow reader slows the writer down", async () => {
    let written = 0;
    await using echo = await open({
      async *repeat({ message, count }) {
        for (; written < count; written++) yield { message: message.repeat(10) };
      },
    });
    let read = 0;
    const most = 400;
    for await (const _answer of echo.client.repeat({ message: "x".repeat(1_000), count: most }, patient())) {
      read += 1;
      if (read === 5) await eventually(async () => written === (await settled(() => written)));
      if (read === 5) expect(written).toBeLessThan(most / 2);
    }
    expect(read).toBe(most);
  });

  test("a slow handler slows the caller down", async () => {
    let sent = 0;
    const most = 800;
    let sentAtFifth = 0;
    await using echo = await open({
      async collect(requests) {
        let read = 0;
        for await (const _request of requests) {
          read += 1;
          if (read === 5) sentAtFifth = await settled(() => sent);
        }
        return { messages: [String(read)] };
      },
    });
    async function* many() {
      for (; sent < most; sent++) yield { message: "語".repeat(1_000) };
    }
    expect(await echo.client.collect(many(), patient())).toEqual({ messages: [String(most)] });
    expect(sentAtFifth).toBeLessThan(most / 2);
  });

  test("a reader who leaves a stream ends it at the server", async () => {
    let isReleased = false;
    let call: Call | undefined;
    await using echo = await open({
      async *repeat({ message }, own) {
        call = own;
        try {
          for (;;) yield { message };
        } finally {
          isReleased = true;
        }
      },
    });
    for await (const _answer of echo.client.repeat({ message: "a", count: 1 })) break;
    await eventually(() => isReleased);
    expect(call?.signal.aborted).toBe(true);
    await eventually(() => expect(echo.core.inFlight).toBe(0));
  });

  test("a stream ends at its deadline, whatever the handler waits for", async () => {
    await using echo = await open({ converse: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }) });
    const answers = echo.client.converse(items({ message: "a" }), { deadline: Date.now() + 60 });
    expect(await refusal(all(answers))).toMatchObject({ reason: "DEADLINE_PASSED" });
  });

  test("a caller whose own messages fail gets that failure", async () => {
    await using echo = await open();
    async function* broken() {
      yield { message: "a" };
      throw new TypeError("no more");
    }
    expect(await refusal(echo.client.collect(broken()))).toMatchObject({ message: "no more" });
    await eventually(() => expect(echo.core.inFlight).toBe(0));
  });

  test("a stream's body runs as part of its call", async () => {
    const seen: (string | undefined)[] = [];
    await using echo = await open({
      async *repeat({ message }) {
        for (let index = 0; index < 2; index++) {
          seen.push(currentCall()?.requestId);
          yield { message };
        }
      },
    });
    await all(echo.client.repeat({ message: "a", count: 2 }, { requestId: "req-2" }));
    expect(seen).toEqual(["req-2", "req-2"]);
  });

  test("the least critical calls are refused first", async () => {
    const waiting: (() => void)[] = [];
    const wait = ({ message }: { message: string }) =>
      new Promise<{ message: string }>((resolve) => waiting.push(() => resolve({ message })));
    await using echo = await open({ echo: wait }, { shedding: { maxInFlight: 10 } });
    const held: Promise<unknown>[] = [];
    const hold = async (count: number) => {
      for (let index = 0; index < count; index++) held.push(echo.client.echo({ message: "a" }));
      await eventually(() => expect(echo.core.inFlight).toBe(held.length));
    };
    const overloaded = { kind: "RESOURCE_EXHAUSTED", reason: "SERVER_OVERLOADED", retryAfterMs: 1_000 };
    await hold(6);
    expect(await refusal(echo.client.whisper({}))).toMatchObject(overloaded);
    await hold(2);
    expect(await refusal(echo.client.echo({ message: "a" }))).toMatchObject(overloaded);
    expect(await echo.client.write(aWrite, { token: "ada" })).toMatchObject({ effects: 1n });
    for (const release of waiting) release();
    await Promise.all(held);
    expect(await echo.client.whisper({})).toEqual({ workload: "friend" });
  });

  test("a blocked event loop sheds, too", async () => {
    let delayMs = 90;
    await using echo = await open({}, { shedding: { maxLoopDelayMs: 100, loopDelayMs: () => delayMs } });
    expect(await refusal(echo.client.echo({ message: "a" }))).toMatchObject({ reason: "SERVER_OVERLOADED" });
    expect(await echo.client.write(aWrite, { token: "ada" })).toMatchObject({ effects: 1n });
    delayMs = 0;
    expect(await echo.client.echo({ message: "a" })).toEqual({ message: "a" });
  });

  test("a handler that outlives its deadline keeps its place", async () => {
    let release = () => {};
    await using echo = await open({
      echo: () =>
        new Promise((resolve) => {
          release = () => resolve({ message: "late" });
        }),
    });
    const call = refusal(echo.client.echo({ message: "a" }, { deadline: Date.now() + 400 }));
    await eventually(() => echo.core.inFlight === 1);
    expect(await call).toMatchObject({ reason: "DEADLINE_PASSED" });
    expect(echo.core.inFlight).toBe(1);
    release();
    await eventually(() => expect(echo.core.inFlight).toBe(0));
  });

  test("bytes that are no message are refused", async () => {
    await using echo = await open();
    const error = await refusal(echo.channel.unary(echoPath, Buffer.from([0x0a, 0xff]), {}));
    expect(error).toMatchObject({ code: 3 });
  });
});

const aWrite = { message: "a", password: "", requestId: "" };

/** The value once it has stopped changing for a while. */
async function settled(read: () => number): Promise<number> {
  let last = -1;
  return eventually(
    () => {
      const value = read();
      const isSame = value === last;
      last = value;
      return isSame ? value : (false as never);
    },
    { intervalMs: 60 },
  );
}

/** Room for a slow machine. */
const patient = () => ({ deadline: Date.now() + 5_000 });
