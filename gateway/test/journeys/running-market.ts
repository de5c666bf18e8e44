import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { errorCode } from "#mesh/machine";
import { type RunFile, readRunFile } from "#mesh/supervisor";
import { eventually } from "#mesh/testing";
import { type MailboxMessage, readMailbox, readMessage } from "../../../services/notification/sandbox/mod.ts";

const um = fileURLToPath(new URL("../../../tools/um.ts", import.meta.url));
const compileCache = fileURLToPath(new URL("../../../.cache/compile", import.meta.url));
const ids = createIds(systemClock);
const shownAtMost = 2_000;
const slow = { timeoutMs: 110_000, intervalMs: 50 };
/** Markets compile once for all tests. What programs cover is counted in the tests of um's verbs; here it is only slow. */
const quickly = { NODE_V8_COVERAGE: "", NODE_COMPILE_CACHE: compileCache };

/** A market started by `um start` as a person would, whose processes can be killed. */
export interface RunningMarket {
  readonly url: string;
  /** Where it keeps its things; removed with it. */
  readonly dataDir: string;
  /** Names of the supervised processes. */
  readonly units: readonly string[];
  /** What the supervisor knows of a unit besides its process, such as its address. */
  detailsOf(unit: string): Readonly<Record<string, unknown>>;
  /** How often processes were started again so far. */
  restarts(): number;
  /** Where the local server that stands in for Stripe answers, and its keys. */
  stripe(): Promise<StripeAccess>;
  /** Where the local carrier answers, and the key of its API. */
  carrier(): Promise<CarrierAccess>;
  /** Ends a process without warning; false if it was down already. */
  kill(unit: string): boolean;
  /** Makes a process hang until it is thawed; false if it is down. */
  freeze(unit: string): boolean;
  thaw(unit: string): boolean;
  /** Arms a checkpoint: who reaches it first is killed, or the named unit is. */
  arm(checkpoint: string, victim?: string): Promise<void>;
  /** Takes back what was armed and not reached. */
  disarm(checkpoint: string): Promise<void>;
  /** The checkpoints at which something was killed so far. */
  reached(): Promise<readonly string[]>;
  /** An access token of this role. */
  token(role?: string): Promise<string>;
  /** An access token of a new user with just these permissions. */
  tokenWith(permissions: readonly string[]): Promise<string>;
  /** The messages that the local mailbox has for the address, oldest first. */
  mail(to: string): Promise<readonly MailboxMessage[]>;
  /** What `um` prints for these arguments, and its exit code. */
  um(...args: readonly string[]): Promise<UmResult>;
  /** The superuser's URL of the market's database. */
  databaseUrl(): Promise<string>;
  /** Resolves when every process is ready. */
  ready(): Promise<void>;
  /** Stops as Ctrl-C does, and answers with the exit code. */
  stop(): Promise<number | null>;
  /** Stops and removes everything. */
  remove(): Promise<void>;
}

export interface StripeAccess {
  /** "http://127.0.0.1:port". */
  readonly url: string;
  readonly port: number;
  readonly secretKey: string;
  /** What its events are signed with. */
  readonly webhookSecret: string;
}

export interface CarrierAccess {
  /** "http://127.0.0.1:port". */
  readonly url: string;
  readonly secretKey: string;
}

export interface UmResult {
  readonly code: number | null;
  readonly output: string;
}

export type Processes = "one" | "many";

/** Starts a market without the sample shop, with settings besides its own; all is done then that a start does. */
export async function startRunningMarket(
  processes: Processes,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningMarket> {
  const dataDir = await mkdtemp(join(tmpdir(), "market-"));
  const crashFolder = await mkdtemp(join(tmpdir(), "crash-points-"));
  const own = { DATA_DIR: dataDir, PORT: "0", PROCESSES: processes, SAMPLE_SHOP: "false" };
  const env = { ...process.env, ...own, ...quickly, MESH_CRASH_FOLDER: crashFolder, ...settings };
  const market = spawn(process.execPath, [um, "start"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  market.stdout.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-shownAtMost);
  });
  const state = (): RunFile => {
    if (market.exitCode !== null) throw new Error(`the market ended with ${market.exitCode} after it said:\n${said}`);
    return readRunFile(dataDir) ?? missing();
  };
  const unitCalled = (unit: string) => state().units.find(({ name }) => name === unit);
  const isReady = () => state().units.every((unit) => unit.state === "ready");
  const ready = () => eventually(isReady, slow).then(() => {});
  const stop = async () => {
    if (market.exitCode === null) market.kill("SIGINT");
    return market.exitCode ?? exitOf(market);
  };
  const started = eventually(() => (state().notes.welcomed ? String(state().notes.url) : missing()), slow);
  const url = await Promise.race([started, exitOf(market).then(() => undefined)]);
  if (url === undefined) throw new Error(`the market ended before it was ready, after it said:\n${said}`);
  const run = (...args: readonly string[]) => runUm(args, env);
  const signal = (unit: string, name: NodeJS.Signals) => {
    const pid = unitCalled(unit)?.process?.pid;
    return pid !== undefined && signalProcess(pid, name);
  };
  return {
    url,
    dataDir,
    units: state().units.map(({ name }) => name),
    detailsOf: (unit) => (unitCalled(unit)?.details ?? missing()) as Readonly<Record<string, unknown>>,
    restarts: () => state().units.reduce((sum, { restarts }) => sum + restarts, 0),
    async stripe() {
      const { stripe: address } = (unitCalled("sandboxes")?.details ?? missing()) as { stripe: string };
      const { secretKey, webhookSecret } = JSON.parse(await readFile(join(dataDir, "stripe", "keys.json"), "utf8"));
      return { url: address, port: Number(new URL(address).port), secretKey, webhookSecret };
    },
    async carrier() {
      const { carrier: url } = (unitCalled("sandboxes")?.details ?? missing()) as { carrier: string };
      const { secretKey } = JSON.parse(await readFile(join(dataDir, "carrier", "keys.json"), "utf8"));
      return { url, secretKey };
    },
    kill: (unit) => signal(unit, "SIGKILL"),
    freeze: (unit) => signal(unit, "SIGSTOP"),
    thaw: (unit) => signal(unit, "SIGCONT"),
    async arm(checkpoint, victim) {
      const pid = victim === undefined ? "" : String(unitCalled(victim)?.process?.pid ?? missing());
      const whole = join(crashFolder, `.${checkpoint}`);
      await writeFile(whole, pid);
      await rename(whole, join(crashFolder, checkpoint));
    },
    disarm: (checkpoint) => rm(join(crashFolder, checkpoint), { force: true }),
    async reached() {
      const text = await readFile(join(crashFolder, "reached"), "utf8").catch(emptyIfAbsent);
      return text.split("\n").filter((line) => line !== "");
    },
    token: async (role = "staff") => (await run("token", "--role", role)).output,
    async tokenWith(permissions) {
      const issuer = await openDevelopmentIssuer(join(dataDir, "identity"), { profile: "development" });
      return issuer.issue({ userId: ids.next("usr"), sessionId: ids.next("ses"), permissions });
    },
    async mail(to) {
      const folder = join(dataDir, "mailbox");
      const found = (await readMailbox(folder, { to })) ?? [];
      const messages = await Promise.all(found.map(({ id }) => readMessage(folder, id)));
      return messages.filter((message) => message !== undefined);
    },
    um: run,
    async databaseUrl() {
      const { port } = (unitCalled("postgres")?.details ?? missing()) as { port: number };
      const password = await readFile(join(dataDir, "postgres", "data", "superuser-password"), "utf8");
      return `postgresql://postgres:${password.trim()}@127.0.0.1:${port}/ultramarket`;
    },
    ready,
    stop,
    async remove() {
      await stop();
      for (const folder of [dataDir, crashFolder]) await rm(folder, { recursive: true });
    },
  };
}

/** False if it ended before anybody took note. */
function signalProcess(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
    throw error;
  }
}

function missing(): never {
  throw new Error("the market has not told it yet");
}

function emptyIfAbsent(error: unknown): string {
  if (errorCode(error) === "ENOENT") return "";
  throw error;
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, "exit");
  return code;
}

async function runUm(args: readonly string[], env: NodeJS.ProcessEnv): Promise<UmResult> {
  const child = spawn(process.execPath, [um, ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, "close");
  return { code, output: output.trim() };
}
