import { spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isNativeError } from "node:util/types";
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

/**
 * The market at the port, or else the one on the data folder, or else a new one that goes on running, for which Node is
 * started with `program`. Throws CommandError if something else answers at the port, or if the market does not start.
 */
export async function findOrStartMarket(
  port: number,
  layout: Layout,
  print: (text: string) => void,
  program: readonly string[] = [um, "start"],
): Promise<FoundMarket> {
  const url = `http://127.0.0.1:${port}`;
  if (port !== 0 && (await answers(url))) return { url, started: false };
  const running = urlOf(layout);
  if (running !== undefined) return { url: running, started: false };
  return { url: await startMarket(layout, print, program), started: true };
}

async function startMarket(layout: Layout, print: (text: string) => void, program: readonly string[]): Promise<string> {
  await mkdir(layout.logs, { recursive: true });
  const path = join(layout.logs, "start.log");
  print(`No market answers; it is started on ${layout.dataDir}, without the sample shop (${path}) ...`);
  const log = await open(path, "a");
  const env = { SAMPLE_SHOP: "false", ...process.env };
  const child = spawn(process.execPath, program, { env, detached: true, stdio: ["ignore", log.fd, log.fd] });
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.unref();
  await log.close();
  const isAwaited = () => !ended || isHeld(layout);
  for (const end = Date.now() + longestStartMs; Date.now() < end && isAwaited(); await sleep(200)) {
    const url = urlOf(layout);
    if (url !== undefined) return url;
  }
  throw new CommandError(`The market did not start; ${path} says why.`);
}

/** Where the market on the data folder answers, once it has started. */
function urlOf(layout: Layout): string | undefined {
  const notes = isHeld(layout) ? readRunFile(layout.dataDir)?.notes : undefined;
  return notes?.welcomed === true ? String(notes.url) : undefined;
}

/** True if a market runs on the data folder, or is about to: somebody else may have started it just now. */
function isHeld({ dataDir }: Layout): boolean {
  const found = readRunFile(dataDir);
  return found !== undefined && stillRuns(found.supervisor);
}

/** True if a market answers there, ready or not. Throws CommandError if something else does. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    const page: unknown = await response.json();
    if (typeof page === "object" && page !== null && "ready" in page) return true;
  } catch (error) {
    if (isNoAnswer(error)) return false;
    if (!isNoPage(error)) throw error;
  }
  throw new CommandError(`Something that is no market answers at ${url}; set PORT to the market's, or to a free one.`);
}

const nameOf = (error: unknown) => (isNativeError(error) || error instanceof DOMException ? error.name : "");

/** Refused, reset or silent: `fetch` says the first two by a TypeError, the last by a TimeoutError. */
function isNoAnswer(error: unknown): boolean {
  return ["TypeError", "TimeoutError"].includes(nameOf(error));
}

function isNoPage(error: unknown): boolean {
  return nameOf(error) === "SyntaxError";
}
