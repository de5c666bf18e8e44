import { spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readRunFile, stillRuns } from "#mesh/supervisor";
import { CommandError } from "../um/command.ts";
import type { Layout } from "../um/start/layout.ts";

const um = fileURLToPath(new URL("../um.ts", import.meta.url));
const longestStartMs = 180_000;

export interface FoundMarket {
  readonly url: string;
  /** True if it was started just now. */
  readonly started: boolean;
}

/** The market at the port, or else the one on the data folder, or else a new one that goes on running. */
export async function findOrStartMarket(
  port: number,
  layout: Layout,
  print: (text: string) => void,
): Promise<FoundMarket> {
  const url = `http://127.0.0.1:${port}`;
  if (port !== 0 && (await answers(url))) return { url, started: false };
  const running = urlOf(layout);
  if (running !== undefined) return { url: running, started: false };
  return { url: await startMarket(layout, print), started: true };
}

async function startMarket(layout: Layout, print: (text: string) => void): Promise<string> {
  await mkdir(layout.logs, { recursive: true });
  const path = join(layout.logs, "start.log");
  print(`No market answers; it is started on ${layout.dataDir}, without the sample shop (${path}) ...`);
  const log = await open(path, "w");
  const env = { SAMPLE_SHOP: "false", ...process.env };
  const child = spawn(process.execPath, [um, "start"], { env, detached: true, stdio: ["ignore", log.fd, log.fd] });
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.unref();
  await log.close();
  for (const end = Date.now() + longestStartMs; Date.now() < end && !ended; await sleep(200)) {
    const url = urlOf(layout);
    if (url !== undefined) return url;
  }
  throw new CommandError(`The market did not start; ${path} says why.`);
}

/** Where the market on the data folder answers, once it has started. */
function urlOf({ dataDir }: Layout): string | undefined {
  const found = readRunFile(dataDir);
  if (found === undefined || !stillRuns(found.supervisor) || found.notes.welcomed !== true) return undefined;
  return String(found.notes.url);
}

/** True if anything speaks HTTP there. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return true;
  } catch (error) {
    if (isNoAnswer(error)) return false;
    throw error;
  }
}

/** Refused, reset or silent: `fetch` says the first two by a TypeError, the last by a TimeoutError. */
function isNoAnswer(error: unknown): boolean {
  return error instanceof Error && ["TypeError", "TimeoutError"].includes(error.name);
}
