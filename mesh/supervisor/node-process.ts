import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { type LogFile, openLogFile, type Rotation } from "./log-file.ts";
import { describeExit, EarlyExit, type Exit, type Running, type Unit } from "./unit.ts";

export interface ProcessSpec {
  /** Names it in logs and messages, and its log file. */
  readonly name: string;
  /** Default: the Node that runs us. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to our own environment; a function is asked at every start. */
  readonly env?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  /** Its standard output and error are appended to `<logFolder>/<name>.log`. */
  readonly logFolder: string;
  readonly rotation?: Rotation;
  /** Milliseconds until it must have announced itself; default 30,000. */
  readonly readyMs?: number;
  /** Milliseconds between being told to stop and being killed; default 20,000. */
  readonly graceMs?: number;
}

/**
 * A program that calls `superviseMe` and `announceReady`. It gets a session of its own, so that a terminal's Ctrl-C
 * reaches the supervisor alone, and a channel whose closing tells it that the supervisor is gone.
 */
export function nodeProcess(spec: ProcessSpec): Unit {
  return { name: spec.name, start: (signal) => startProcess(spec, signal) };
}

async function startProcess(spec: ProcessSpec, signal: AbortSignal): Promise<Running> {
  const { name, readyMs = 30_000, graceMs = 20_000 } = spec;
  const log = openLogFile(`${spec.logFolder}/${name}.log`, spec.rotation);
  const child = spawnChild(spec, log);
  const exited = exitOf(child, log);
  const outcome = await firstOf(child, exited, readyMs, signal);
  if (typeof outcome === "object" && "details" in outcome) return runningChild(child, outcome.details, exited, graceMs);
  child.kill("SIGKILL");
  const exit = await exited;
  const how =
    outcome === "late" ? `was not ready after ${readyMs} ms` : `ended with ${describeExit(exit)} before it was ready`;
  throw new EarlyExit(`${name} ${how}`, log.tail());
}

function runningChild(child: ChildProcess, details: object, exited: Promise<Exit>, graceMs: number): Running {
  const stop = () => stopChild(child, exited, graceMs);
  return { pid: child.pid ?? 0, details, exited, stop, kill: () => child.kill("SIGKILL") };
}

function spawnChild({ command = process.execPath, args, cwd, env = {} }: ProcessSpec, log: LogFile): ChildProcess {
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...(typeof env === "function" ? env() : env) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  child.stdout?.on("data", (chunk: Buffer) => log.write(chunk));
  child.stderr?.on("data", (chunk: Buffer) => log.write(chunk));
  return child;
}

/** Resolves when the process is gone and its output is written. */
function exitOf(child: ChildProcess, log: LogFile): Promise<Exit> {
  return new Promise<Exit>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      log.write(Buffer.from(`${error.message}\n`));
      if (child.pid === undefined) resolve({ code: 127, signal: null });
    });
  }).finally(() => log.close());
}

type Outcome = { readonly details: object } | { readonly exit: Exit } | "late" | "given up";

function firstOf(child: ChildProcess, exited: Promise<Exit>, readyMs: number, signal: AbortSignal): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const giveUp = () => resolve("given up");
  const timer = setTimeout(() => resolve("late"), readyMs);
  exited.then((exit) => resolve({ exit }));
  child.on("message", (message) => {
    if (isReady(message)) resolve({ details: message.details });
  });
  signal.addEventListener("abort", giveUp);
  if (signal.aborted) giveUp();
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  });
}

function isReady(message: unknown): message is { type: "ready"; details: object } {
  return typeof message === "object" && message !== null && "type" in message && message.type === "ready";
}

async function stopChild(child: ChildProcess, exited: Promise<Exit>, graceMs: number): Promise<void> {
  child.kill("SIGTERM");
  const timer = new AbortController();
  const late = sleep(graceMs, "late", { signal: timer.signal }).catch(() => "ended");
  if ((await Promise.race([exited, late])) === "late") child.kill("SIGKILL");
  timer.abort();
  await exited;
}
