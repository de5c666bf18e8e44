import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import type { TlsIdentity } from "#mesh/rpc";
import { type RunFile, readRunFile } from "#mesh/supervisor";

/** A market as `um start` runs it. */
export interface Market {
  /** Origin of the public door. */
  readonly origin: string;
  /** Where the product service answers gRPC. */
  readonly grpc: string;
  /** Ids of the processes that answer, by what they are: "market", or "product" and "gateway". */
  readonly pids: Readonly<Record<string, number>>;
  /** With many processes, the files of the certificate under which the workload calls. */
  tlsFiles(workload: string): TlsIdentity | undefined;
  /** An access token that may do everything. */
  token(): Promise<string>;
  stop(): Promise<void>;
}

export interface MarketOptions {
  readonly processes: "one" | "many";
  readonly dataDir: string;
  readonly databaseUrl: string;
}

const um = fileURLToPath(new URL("../../um.ts", import.meta.url));
/** Load is no attack. */
const unlimited = {
  GATEWAY_RATE_READ: "none",
  GATEWAY_RATE_WRITE: "none",
  GATEWAY_RATE_CREDENTIAL: "none",
  GATEWAY_RATE_MONEY: "none",
};
const startLimitMs = 60_000;
const stopLimitMs = 20_000;

/** Starts a market on free ports, without the sample shop, and waits until it is ready. */
export async function startMarket({ processes, dataDir, databaseUrl }: MarketOptions): Promise<Market> {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, DATABASE_URL: databaseUrl, PROCESSES: processes };
  const child = spawn(process.execPath, [um, "start"], {
    env: { ...env, ...unlimited, PORT: "0", SAMPLE_SHOP: "false" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (text) => (said += text));
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
    await exited;
    clearTimeout(timer);
  };
  const run = await Promise.race([
    untilReady(dataDir),
    exited.then(() => Promise.reject(new Error(`the market (PROCESSES=${processes}) did not start:\n${said}`))),
  ]).catch(async (error) => {
    await stop();
    throw error;
  });
  return { ...describe(run), tlsFiles: (workload) => tlsFiles(dataDir, processes, workload), token, stop };

  async function token() {
    const issuer = await openDevelopmentIssuer(join(dataDir, "identity"), { profile: "development" });
    const ids = createIds(systemClock);
    return issuer.issue({ userId: ids.next("usr"), sessionId: ids.next("ses"), permissions: ["*"] });
  }
}

async function untilReady(dataDir: string): Promise<RunFile> {
  for (const end = performance.now() + startLimitMs; performance.now() < end; await sleep(100)) {
    const run = readRunFile(dataDir);
    const origin = run?.notes.url;
    if (run !== undefined && typeof origin === "string" && run.units.every(({ process }) => process !== undefined)) {
      const isReady = await fetch(`${origin}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return run;
    }
  }
  throw new Error(`the market was not ready within ${startLimitMs / 1_000} s`);
}

function describe({ notes, units }: RunFile): Pick<Market, "origin" | "grpc" | "pids"> {
  const server = units.find(({ name }) => name === "market" || name === "product");
  const { grpc = "" } = (server?.details ?? {}) as { readonly grpc?: string };
  const pids = units.flatMap(({ name, process }) => (process === undefined ? [] : [[name, process.pid] as const]));
  return { origin: String(notes.url), grpc, pids: Object.fromEntries(pids) };
}

function tlsFiles(dataDir: string, processes: string, workload: string): TlsIdentity | undefined {
  if (processes === "one") return undefined;
  const file = (name: string) => join(dataDir, "identity", workload, `${name}.pem`);
  return { key: file("key"), cert: file("cert"), ca: file("ca") };
}

/** The contents of files in PEM. */
export function readTls({ key, cert, ca }: TlsIdentity): TlsIdentity {
  const read = (file: string) => readFileSync(file, "utf8");
  return { key: read(key), cert: read(cert), ca: read(ca) };
}
