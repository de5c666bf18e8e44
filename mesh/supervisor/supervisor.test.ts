import { spawn } from "node:child_process";
import { getEventListeners, once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jest } from "@jest/globals";
import pg from "pg";
import { silentLogger } from "#mesh/kernel";
import { isAlive } from "#mesh/machine";
import { withoutDurability } from "#mesh/postgres";
import { eventually, postgresTemplate, temporaryFolder } from "#mesh/testing";
import {
  type Exit,
  holdUnit,
  nodeProcess,
  postgresUnit,
  readRunFile,
  releaseUnit,
  type Supervisor,
  type SupervisorOptions,
  startSupervisor,
  type Unit,
  type UnitEvent,
} from "./mod.ts";
import { identify, writeRunFile } from "./run-file.ts";
import { childSpec, tracePath } from "./test/specs.ts";

const log = silentLogger;
const backoff = { minMs: 5, maxMs: 20, healthyMs: 30_000 };
jest.setTimeout(30_000);

let dataDir: string;
let events: UnitEvent[];
let supervisors: Supervisor[];

beforeEach(async () => {
  dataDir = await temporaryFolder();
  events = [];
  supervisors = [];
});

afterEach(async () => {
  await Promise.all(supervisors.map((supervisor) => supervisor.stop()));
  await rm(dataDir, { recursive: true });
});

async function start(processes: SupervisorOptions["processes"], more: Partial<SupervisorOptions> = {}) {
  const onEvent = (event: UnitEvent) => void events.push(event);
  const supervisor = await startSupervisor({ processes, dataDir, log, backoff, onEvent, ...more });
  supervisors.push(supervisor);
  return supervisor;
}

const child = (name: string, mode?: string) => nodeProcess(childSpec(dataDir, name, mode));
const trace = async () => (await readFile(tracePath(dataDir), "utf8")).trim().split("\n");
const pidOf = (supervisor: Supervisor, name: string) =>
  supervisor.states().find((unit) => unit.name === name)?.pid ?? 0;

test("stages start one after the other, and stop in reverse", async () => {
  const supervisor = await start([child("one"), [child("two"), child("three")]]);
  supervisor.note({ door: 8080 });
  expect(readRunFile(dataDir)?.notes).toEqual({ door: 8080 });
  expect(supervisor.states()).toMatchObject([
    { name: "one", state: "ready", restarts: 0, details: { port: 4711 } },
    { name: "two", state: "ready" },
    { name: "three", state: "ready" },
  ]);
  await supervisor.stop();
  await supervisor.stopped;
  const lines = await trace();
  expect(lines[0]).toBe("one runs");
  expect(lines.slice(1, 3).toSorted()).toEqual(["three runs", "two runs"]);
  expect(lines.slice(-2)).toEqual(["one stops: SIGTERM", "one stopped"]);
  expect(supervisor.states().map(({ state }) => state)).toEqual(["stopped", "stopped", "stopped"]);
});

test("a killed process is started again once it is gone, and the run file follows", async () => {
  const supervisor = await start([child("one")]);
  const old = pidOf(supervisor, "one");
  expect(readRunFile(dataDir)?.units).toMatchObject([{ name: "one", state: "ready", process: { pid: old } }]);
  process.kill(old, "SIGKILL");
  await eventually(() => supervisor.states()[0]?.restarts === 1 && supervisor.states()[0]?.state === "ready");
  expect(isAlive(old)).toBe(false);
  const next = pidOf(supervisor, "one");
  expect(next).not.toBe(old);
  expect(readRunFile(dataDir)?.units).toMatchObject([{ restarts: 1, process: { pid: next } }]);
  expect(events.map(({ type }) => type)).toEqual(["starting", "ready", "exited", "waiting", "starting", "ready"]);
});

test("a held process ends in good order and stays down until it is released, while the others go on", async () => {
  const supervisor = await start([child("one"), child("two")]);
  const stateOf = (name: string) => supervisor.states().find((unit) => unit.name === name)?.state;
  const other = pidOf(supervisor, "one");
  expect(holdUnit(dataDir, "two")).toBe(true);
  await eventually(() => stateOf("two") === "held");
  expect((await trace()).at(-1)).toBe("two stopped");
  expect(releaseUnit(dataDir, "two")).toBe(true);
  await eventually(() => stateOf("two") === "ready");
  expect(pidOf(supervisor, "one")).toBe(other);
  expect(events.filter(({ name }) => name === "two").map(({ type }) => type)).toEqual([
    "starting",
    "ready",
    "held",
    "starting",
    "ready",
  ]);
  expect([holdUnit(dataDir, "three"), releaseUnit(dataDir, "three")]).toEqual([false, false]);
});

/** A part of our own process that takes its time to start again. */
function slowToRestart(name: string) {
  const restart = Promise.withResolvers<void>();
  const ends: ReturnType<typeof Promise.withResolvers<Exit>>[] = [];
  const unit: Unit = {
    name,
    async start() {
      if (ends.length > 0) await restart.promise;
      const end = Promise.withResolvers<Exit>();
      ends.push(end);
      const stop = async () => end.resolve({ code: 0, signal: null });
      return { pid: process.pid, details: {}, exited: end.promise, stop, kill: stop };
    },
  };
  return { unit, restart, crash: () => ends.at(-1)?.resolve({ code: 1, signal: null }) };
}

test("what is held while it starts, or is a part of our own process, is ended by the supervisor", async () => {
  const slow = slowToRestart("slow");
  const supervisor = await start([slow.unit]);
  const state = () => supervisor.states()[0]?.state;
  slow.crash();
  await eventually(() => state() === "starting");
  holdUnit(dataDir, "slow");
  slow.restart.resolve();
  await eventually(() => state() === "held");
  releaseUnit(dataDir, "slow");
  await eventually(() => state() === "ready");
  holdUnit(dataDir, "slow");
  await eventually(() => state() === "held");
});

test("a held process does not keep a supervisor from stopping, and the next one starts it", async () => {
  const supervisor = await start([child("one")]);
  holdUnit(dataDir, "one");
  await eventually(() => supervisor.states()[0]?.state === "held");
  await supervisor.stop();
  const next = await start([child("one")]);
  expect(next.states()).toMatchObject([{ state: "ready" }]);
});

test("a process that never gets ready ends the start, named with the end of its log, and the others are stopped", async () => {
  const starting = start([child("one"), child("two", "crashing")], { maxEarlyExits: 3 });
  await expect(starting).rejects.toMatchObject({
    name: "SupervisorError",
    reason: "CRASH_LOOP",
    message:
      "two failed to start 3 times; the last time: two ended with code 3 before it was ready. The end of its log:\nthe shelf is empty",
  });
  expect((await trace()).at(-1)).toBe("one stopped");
  expect(readRunFile(dataDir)).toBeUndefined();
  expect(await readFile(join(dataDir, "logs", "two.log"), "utf8")).toBe("the shelf is empty\n".repeat(3));
});

test("a process that is up and says nothing counts as failed and is ended", async () => {
  const silent = nodeProcess({ ...childSpec(dataDir, "one", "silent"), readyMs: 300 });
  await expect(start([silent], { maxEarlyExits: 1 })).rejects.toThrow("one was not ready after 300 ms");
});

test("a program that does not exist is named", async () => {
  const none = nodeProcess({ ...childSpec(dataDir, "one"), command: "/nonexistent" });
  await expect(start([none], { maxEarlyExits: 1 })).rejects.toThrow("spawn /nonexistent ENOENT");
});

test("what a unit itself refuses at its first start is thrown as it is, without another try", async () => {
  const refusal = new Error("the disk is full");
  const unit = { name: "odd", start: () => Promise.reject(refusal) };
  await expect(start([unit])).rejects.toBe(refusal);
  expect(events.map(({ type }) => type)).toEqual(["starting", "failed", "stopping", "stopped"]);
});

test("a unit that was ready once is tried again whatever it throws, until it is back", async () => {
  let starts = 0;
  const ends: (() => void)[] = [];
  const unit = {
    name: "odd",
    async start() {
      starts++;
      if (starts > 1 && starts < 9) throw new Error("the port is taken");
      const exited = new Promise<Exit>((resolve) => ends.push(() => resolve({ code: 1, signal: null })));
      const end = () => ends.at(-1)?.();
      return { pid: process.pid, details: {}, exited, stop: async () => end(), kill: end };
    },
  };
  const supervisor = await start([unit]);
  ends[0]?.();
  await eventually(() => starts === 9 && supervisor.states()[0]?.state === "ready");
  expect(supervisor.states()[0]?.restarts).toBe(8);
});

test("a process that is deaf to SIGTERM is killed after its grace", async () => {
  const deaf =
    'process.on("SIGTERM", () => {}); process.send({ type: "ready", details: {} }); setInterval(() => {}, 1e6)';
  const supervisor = await start([nodeProcess({ ...childSpec(dataDir, "one"), args: ["-e", deaf], graceMs: 100 })]);
  const pid = pidOf(supervisor, "one");
  await supervisor.stop();
  expect(isAlive(pid)).toBe(false);
});

test("PostgreSQL that is killed comes back under the same URL with all that was committed", async () => {
  const unit = postgresUnit({
    folder: join(dataDir, "postgres"),
    log,
    settings: withoutDurability,
    template: postgresTemplate,
  });
  expect(() => unit.url()).toThrow("has not been started");
  const supervisor = await start([unit]);
  const url = unit.url();
  await query(url, "CREATE TABLE kept AS SELECT 1 AS n");
  process.kill(pidOf(supervisor, "postgres"), "SIGKILL");
  await eventually(() => supervisor.states()[0]?.restarts === 1 && supervisor.states()[0]?.state === "ready");
  expect(unit.url()).toBe(url);
  expect(await query(url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const runFile = (pid: number, startTime: string) => ({ supervisor: { pid, startTime }, units: [], notes: {} });

test("a second supervisor on the same data folder is refused, naming the first", async () => {
  writeRunFile(dataDir, runFile(process.ppid, identify(process.ppid)?.startTime ?? ""));
  await expect(start([])).rejects.toMatchObject({
    reason: "ALREADY_RUNNING",
    message: expect.stringContaining(`as process ${process.ppid}: stop it first (make stop)`),
  });
});

test("the run file of a dead supervisor is no obstacle, also when its process id is in use again", async () => {
  writeRunFile(dataDir, runFile(process.ppid, "another time"));
  await start([]);
  expect(readRunFile(dataDir)?.supervisor).toEqual(identify(process.pid));
});

test("what a killed supervisor left is waited for, and killed if it does not end; strangers are spared", async () => {
  const [leftover, stranger] = [1, 2].map(() => spawn("/bin/sleep", ["60"], { stdio: "ignore" }));
  const gone = once(leftover ?? process, "exit");
  const unit = { name: "old", state: "ready", restarts: 0, details: {} };
  const left = identify(leftover?.pid ?? 0);
  writeRunFile(dataDir, {
    ...runFile(process.ppid, "another time"),
    units: [
      { ...unit, ...(left && { process: left }) },
      { ...unit, process: { pid: stranger?.pid ?? 0, startTime: "another" } },
    ],
  });
  await start([], { graceMs: 50 });
  expect(await gone).toEqual([null, "SIGKILL"]);
  expect(stranger?.kill()).toBe(true);
});

test("a run file that a crash of the machine left damaged is no obstacle", async () => {
  await writeFile(join(dataDir, "run.json"), "");
  await start([]);
  expect(readRunFile(dataDir)?.supervisor).toEqual(identify(process.pid));
});

test("a second signal ends processes at once, also one that waits for its next start", async () => {
  const wellUntilKilled = nodeProcess({ ...childSpec(dataDir, "one", "stubborn"), graceMs: 60_000 });
  const supervisor = await start([wellUntilKilled, child("two")], {
    backoff: { ...backoff, minMs: 60_000, maxMs: 60_000 },
  });
  process.kill(pidOf(supervisor, "two"), "SIGKILL");
  await eventually(() => supervisor.states()[1]?.state === "waiting");
  process.emit("SIGTERM");
  process.emit("SIGTERM");
  await supervisor.stopped;
  expect(supervisor.states().map(({ state }) => state)).toEqual(["stopped", "stopped"]);
});

test("a process that is started again and again leaves nothing on the signal that would stop it", async () => {
  const unit = nodeProcess({ ...childSpec(dataDir, "one"), command: "/nonexistent" });
  const { signal } = new AbortController();
  for (let start = 0; start < 3; start++) await expect(unit.start(signal)).rejects.toThrow("code 127");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("a data folder that may not be written is refused", async () => {
  await mkdir(join(dataDir, "run.json"));
  await expect(start([])).rejects.toMatchObject({ code: "EISDIR" });
  await rm(join(dataDir, "run.json"), { recursive: true });
  await expect(start([], { dataDir: "/dev/null/data" })).rejects.toMatchObject({ reason: "FOLDER_NOT_WRITABLE" });
});
