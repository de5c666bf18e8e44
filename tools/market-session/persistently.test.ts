import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { AccountService, AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { eventually } from "#mesh/testing";
import { CommandError } from "../um/command.ts";
import { type PersistenceOptions, persistently } from "./persistently.ts";
import { signedInAs } from "./signed-in-as.ts";
import { type Door, startDoor } from "./test/door.ts";

/** Answers calls one after the other; by the last answer for ever. */
async function answering(...answers: readonly (() => object | Promise<object>)[]) {
  const seen: AbortSignal[] = [];
  const door = await startDoor((router) => {
    router.service(AccountService, {
      getAccount: (_, { signal }) => {
        const answer = answers[Math.min(seen.length, answers.length - 1)];
        seen.push(signal);
        return answer?.() ?? {};
      },
    });
  });
  return Object.assign(door, { seen });
}

const fine = () => ({ account: { email: "ada@example.com" } });
const silent = () => new Promise<object>(() => {});
const refusing = (code: Code, headers?: Record<string, string>) => () => {
  throw new ConnectError("no", code, headers);
};

function caller(door: Door, options: Partial<PersistenceOptions> = {}) {
  const told: string[] = [];
  const transport = persistently(door.transport, { print: (text) => told.push(text), ...options });
  const { getAccount } = createClient(AccountService, transport);
  return { told, call: (signal?: AbortSignal) => getAccount({}, { ...(signal && { signal }) }) };
}

test.each(["Unavailable", "ResourceExhausted", "DeadlineExceeded", "Aborted"] as const)(
  "%s is repeated until it has passed",
  async (name) => {
    await using door = await answering(refusing(Code[name]), refusing(Code[name]), fine);
    const { call, told } = caller(door);
    expect(await call()).toMatchObject(fine());
    expect([door.seen.length, told]).toEqual([3, []]);
  },
);

test.each(["InvalidArgument", "NotFound", "AlreadyExists", "FailedPrecondition", "Internal", "Unknown"] as const)(
  "%s is an answer, and not repeated",
  async (name) => {
    await using door = await answering(refusing(Code[name]));
    await expect(caller(door).call()).rejects.toMatchObject({ code: Code[name], rawMessage: "no" });
    expect(door.seen).toHaveLength(1);
  },
);

test("the market says how long it wants to rest", async () => {
  await using door = await answering(refusing(Code.ResourceExhausted, { "retry-after": "1" }), fine);
  const began = performance.now();
  await caller(door).call();
  expect(performance.now() - began).toBeGreaterThan(990);
});

test("calls that are cut off in the middle, refused a connection or sent away are made again", async () => {
  await using door = await answering(silent, silent, fine);
  const { call } = caller(door);
  const answer = call();
  await eventually(() => door.seen.length === 1);
  door.cut();
  await eventually(() => door.seen.length === 2);
  await door.shut();
  await door.open();
  expect(await answer).toMatchObject(fine());
  door.sendAway();
  expect(await call()).toMatchObject(fine());
});

test("a try that gets no answer in time is made again, and the first is told that nobody waits", async () => {
  await using door = await answering(silent, fine);
  expect(await caller(door, { tryMs: 100 }).call()).toMatchObject(fine());
  await eventually(() => door.seen[0]?.aborted === true);
});

test("silence is told once for all calls, and so is its end", async () => {
  await using door = await answering(fine);
  const { call, told } = caller(door, { quietMs: 100 });
  await call();
  await door.shut();
  const answers = Promise.all([call(), call(), call()]);
  await eventually(() => told.length > 0);
  await door.open();
  await answers;
  expect(told).toEqual([
    expect.stringMatching(/^The market does not answer \(.*ECONNREFUSED.*\); trying on/),
    "The market answers again.",
  ]);
});

test("a refusal ends the silence as well as any answer", async () => {
  await using door = await answering(refusing(Code.NotFound));
  const { call, told } = caller(door, { quietMs: 50 });
  await door.shut();
  const answer = expect(call()).rejects.toMatchObject({ code: Code.NotFound });
  await eventually(() => told.length > 0);
  await door.open();
  await answer;
  expect(told).toHaveLength(2);
});

test("when patience is at its end it says what to do", async () => {
  await using door = await answering(refusing(Code.Unavailable));
  const error = await caller(door, { patienceMs: 100 })
    .call()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ message: expect.stringMatching(/^The market has not answered for 0 s.*no\n.*again/s) });
});

test("a rest longer than patience is not waited for", async () => {
  await using door = await answering(refusing(Code.ResourceExhausted, { "retry-after": "900" }));
  await expect(caller(door).call()).rejects.toThrow("the next try would be in 900 s");
});

test("patience begins with the call, however long nobody called before", async () => {
  await using door = await answering(fine, refusing(Code.Unavailable), fine);
  const { call } = caller(door, { patienceMs: 300 });
  await call();
  const quiet = performance.now() + 400;
  await eventually(() => performance.now() > quiet);
  expect(await call()).toMatchObject(fine());
});

test("who gives up a call is not kept waiting", async () => {
  await using door = await answering(silent);
  const stop = new AbortController();
  const answer = caller(door).call(stop.signal);
  await eventually(() => door.seen.length === 1);
  stop.abort();
  await expect(answer).rejects.toMatchObject({ code: Code.Canceled });
  expect(door.seen).toHaveLength(1);
});

test("signing in that is given up within a call ends the call in the same words", async () => {
  await using door = await startDoor((router) => {
    router.service(AuthService, { signIn: refusing(Code.Unavailable) });
  });
  const print = () => {};
  const open = persistently(door.transport, { print, patienceMs: 100 });
  const { interceptor } = signedInAs(open, { email: "ada@example.com", password: "secret" });
  const transport = persistently(door.through(interceptor), { print });
  await expect(createClient(AccountService, transport).getAccount({})).rejects.toBeInstanceOf(CommandError);
});
