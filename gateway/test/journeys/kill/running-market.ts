import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunFile, readRunFile } from "#mesh/supervisor";
import { eventually } from "#mesh/testing";

const um = fileURLToPath(new URL("../../../../tools/um.ts", import.meta.url));
const slow = { timeoutMs: 90_000, intervalMs: 50 };

/** A market started by `um start` as a person would, whose processes can be killed. */
export interface RunningMarket {
  readonly url: string;
  /** Names of the supervised processes. */
  readonly units: readonly string[];
  /** Ends a process without warning; false if it was down already. */
  kill(unit: string): boolean;
  /** A staff token. */
  token(): Promise<string>;
  /** The superuser's URL of the market's database. */
  databaseUrl(): Promise<string>;
  /** Resolves when every process is ready. */
  ready(): Promise<void>;
  /** Stops as Ctrl-C does, and answers with the exit code. */
  stop(): Promise<number | null>;
  /** Stops and removes everything. */
  remove(): Promise<void>;
}

export async function startRunningMarket(processes: "one" | "many"): Promise<RunningMarket> {
  const dataDir = await mkdtemp(join(tmpdir(), "market-"));
  const env = { ...process.env, DATA_DIR: dataDir, PORT: "0", PROCESSES: processes, SAMPLE_SHOP: "false" };
  const market = spawn(process.execPath, [um, "start"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const state = (): RunFile => readRunFile(dataDir) as RunFile;
  const ready = () => eventually(() => state().units.every((unit) => unit.state === "ready"), slow).then(() => {});
  const stop = async () => {
    if (market.exitCode === null) market.kill("SIGINT");
    return market.exitCode ?? exitOf(market);
  };
  const url = await eventually(() => String(state().notes.url ?? missing()), slow).catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    url,
    units: state().units.map(({ name }) => name),
    ready,
    stop,
    kill(unit) {
      const pid = state().units.find(({ name }) => name === unit)?.process?.pid;
      return pid !== undefined && process.kill(pid, "SIGKILL");
    },
    token: () => output(["token"], env),
    async databaseUrl() {
      const postgres = state().units.find(({ name }) => name === "postgres");
      const { port } = (postgres?.details ?? missing()) as { port: number };
      const password = await readFile(join(dataDir, "postgres", "data", "superuser-password"), "utf8");
      return `postgresql://postgres:${password.trim()}@127.0.0.1:${port}/ultramarket`;
    },
    async remove() {
      await stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

function missing(): never {
  throw new Error("the market has not told it yet");
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, "exit");
  return code;
}

async function output(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [um, ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  await once(child, "close");
  return text.trim();
}
