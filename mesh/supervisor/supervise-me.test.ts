import { EventEmitter } from "node:events";
import { eventually } from "#mesh/testing";
import { onStopSignals } from "./stop-signals.ts";
import { announceReady, type OwnProcess, type StopReason, superviseMe } from "./supervise-me.ts";

/** Stands in for `process`; of a supervisor's child if it has a channel. */
function aProcess(channel: "open" | "closed" | "none" = "open") {
  const exits: (number | string | null | undefined)[] = [];
  const sent: unknown[] = [];
  const [stdout, stderr] = [new EventEmitter(), new EventEmitter()];
  let sendError: Error | null = null;
  const send = (message: unknown, _handle: unknown, _options: unknown, done: (error: Error | null) => void) => {
    sent.push(message);
    done(sendError);
    return true;
  };
  const own = Object.assign(new EventEmitter(), {
    exit: (code?: number | string | null) => void exits.push(code),
    connected: channel === "open",
    stdout,
    stderr,
    ...(channel === "none" ? {} : { send }),
  }) as unknown as OwnProcess & EventEmitter;
  const failSending = (code: string) => {
    sendError = Object.assign(new Error("not sent"), { code });
  };
  return { own, exits, sent, stdout, failSending };
}

test.each(["SIGTERM", "SIGINT"] as const)("%s stops in good order, and the process ends with 0", async (signal) => {
  const { own, exits } = aProcess("none");
  const reasons: StopReason[] = [];
  superviseMe({ onStop: async (reason) => void reasons.push(reason) }, own);
  own.emit(signal);
  await eventually(() => exits.length === 1);
  expect([reasons, exits]).toEqual([[signal], [0]]);
});

test("a second signal ends the process at once", () => {
  const { own, exits } = aProcess();
  superviseMe({ onStop: () => new Promise(() => {}) }, own);
  own.emit("SIGTERM");
  own.emit("SIGINT");
  expect(exits).toEqual([130]);
});

test("the end of the supervisor is a reason to stop, and none to hurry what stops already", async () => {
  const { own, exits } = aProcess();
  const reasons: StopReason[] = [];
  superviseMe({ onStop: async (reason) => void reasons.push(reason) }, own);
  own.emit("disconnect");
  own.emit("disconnect");
  await eventually(() => exits.length === 1);
  expect([reasons, exits]).toEqual([["supervisor gone"], [0]]);
});

test("a supervisor that is gone before the process began is noticed", async () => {
  const { own, exits } = aProcess("closed");
  superviseMe({ onStop: async () => {} }, own);
  await eventually(() => exits.length === 1);
});

test("a stop that fails or takes too long ends the process with 1", async () => {
  const [failing, slow] = [aProcess(), aProcess()];
  const told = console.error;
  console.error = () => {};
  superviseMe({ onStop: () => Promise.reject(new Error("no")) }, failing.own);
  superviseMe({ onStop: () => new Promise(() => {}), graceMs: 5 }, slow.own);
  for (const { own } of [failing, slow]) own.emit("SIGTERM");
  await eventually(() => failing.exits.length + slow.exits.length === 2);
  console.error = told;
  expect([failing.exits, slow.exits]).toEqual([[1], [1]]);
});

test("output nobody reads is no reason to end, any other failure of it is", () => {
  const { own, stdout } = aProcess();
  superviseMe({ onStop: async () => {} }, own);
  stdout.emit("error", Object.assign(new Error("closed"), { code: "EPIPE" }));
  expect(() => stdout.emit("error", Object.assign(new Error("broken"), { code: "EIO" }))).toThrow("broken");
});

test("being ready is told to a supervisor that is there, with the details", () => {
  const { own, sent, failSending } = aProcess();
  announceReady({ port: 1 }, own);
  announceReady({}, aProcess("none").own);
  failSending("ERR_IPC_CHANNEL_CLOSED");
  announceReady({}, own);
  expect(sent).toEqual([
    { type: "ready", details: { port: 1 } },
    { type: "ready", details: {} },
  ]);
  failSending("EBADF");
  expect(() => announceReady({}, own)).toThrow("not sent");
});

test("the first signal asks to stop, the next to kill, until the handlers are taken away", () => {
  const own = new EventEmitter() as unknown as NodeJS.Process;
  const asked: string[] = [];
  const forget = onStopSignals(
    () => asked.push("stop"),
    () => asked.push("kill"),
    own,
  );
  own.emit("SIGINT");
  own.emit("SIGTERM");
  forget();
  own.emit("SIGTERM");
  expect(asked).toEqual(["stop", "kill"]);
});
