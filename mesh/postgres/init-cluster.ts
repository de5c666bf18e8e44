import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chown, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, isAlive } from "#mesh/machine";
import { PostgresStartError } from "./error.ts";
import { diskFull, explainFolder } from "./folder.ts";
import type { Layout } from "./layout.ts";
import { type Programs, spawnProgram } from "./program.ts";

/** An orphaned initdb may still be writing below for a moment; it gives up when its files are gone. */
const stubborn = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

const unfinished = /^data\.new-(\d+)-/;

/**
 * Makes a data directory beside its final place and renames it, so that an interrupted start leaves nothing half done.
 * Of several processes doing so at once one wins, and the others take its result.
 */
export async function initCluster(layout: Layout, programs: Programs, durable: boolean): Promise<void> {
  await makeBeside(layout, async (fresh) => {
    const password = `${fresh}.password`;
    try {
      await writePassword(password, programs);
      await runInitdb(layout, programs, fresh, password, durable);
      await rename(password, join(fresh, "superuser-password"));
      if (durable) await syncFolder(fresh);
    } finally {
      await rm(password, { force: true });
    }
  });
  if (durable) await syncFolder(layout.folder);
}

/** Copies a data directory that no server has used yet; about five times as fast as making one. */
export async function copyCluster(from: Layout, to: Layout, programs: Programs): Promise<void> {
  await makeBeside(to, (fresh) => runProgram(to, programs, ["cp", "-a", from.data, fresh]));
}

async function makeBeside(layout: Layout, make: (fresh: string) => Promise<void>): Promise<void> {
  try {
    await removeUnfinished(layout.folder);
    const fresh = join(layout.folder, `data.new-${process.pid}-${randomBytes(4).toString("hex")}`);
    try {
      await make(fresh);
      await settle(fresh, layout.data);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } catch (error) {
    throw explainFolder(layout.folder, error);
  }
}

async function writePassword(path: string, { runAs }: Programs): Promise<void> {
  await writeFile(path, randomBytes(24).toString("base64url"), { mode: 0o600, flush: true });
  if (runAs.user) await chown(path, runAs.user.uid, runAs.user.gid);
}

function runInitdb(layout: Layout, programs: Programs, fresh: string, password: string, durable: boolean) {
  return runProgram(layout, programs, [
    programs.binaries.initdb,
    `--pgdata=${fresh}`,
    "--username=postgres",
    `--pwfile=${password}`,
    "--auth-local=reject",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    ...(durable ? [] : ["--no-sync", "--wal-segsize=1"]),
  ]);
}

async function runProgram(layout: Layout, programs: Programs, command: readonly string[]): Promise<void> {
  const child = spawnProgram(programs, command, ["ignore", "pipe", "pipe"]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  const [code, signal] = await once(child, "close");
  if (code === 0) return;
  if (/No space left|Disk quota exceeded/.test(output)) throw diskFull(layout.folder, output);
  const last = output.split("\n").findLast((line) => /error|fatal/i.test(line)) ?? `it ended with ${code ?? signal}`;
  const message = `PostgreSQL's data directory could not be made in ${layout.folder}: ${last.trim()}`;
  throw new PostgresStartError("START_FAILED", message, output);
}

async function settle(fresh: string, data: string): Promise<void> {
  try {
    await rename(fresh, data);
  } catch (error) {
    const code = errorCode(error);
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(unfinished.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await rm(join(folder, name), stubborn);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
