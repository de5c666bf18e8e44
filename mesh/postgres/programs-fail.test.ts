import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "#mesh/kernel";
import { isAlive } from "#mesh/machine";
import { eventually } from "#mesh/testing";
import { initCluster } from "./init-cluster.ts";
import { launch } from "./launch.ts";
import { layoutOf } from "./layout.ts";
import type { Programs } from "./program.ts";

let folder: string;
const silent = silentLogger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-programs-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Programs that all do what the script says. */
async function programs(script: string): Promise<Programs> {
  const file = join(folder, "program");
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  const binaries = { initdb: file, postgres: file, major: "18", env: {} };
  return { binaries, runAs: { prefix: [] }, cwd: folder };
}

test.each([
  ["on a full disk", "DISK_FULL", "echo 'initdb: error: No space left on device' >&2; exit 1"],
  ["for another reason", "START_FAILED", "echo 'initdb: error: odd' >&2; exit 1"],
  ["without a word", "START_FAILED", "kill -9 $$"],
])("initdb that fails %s leaves nothing behind", async (_, reason, script) => {
  await expect(initCluster(layoutOf(folder), await programs(script), true)).rejects.toMatchObject({ reason });
  expect(await readdir(folder)).toEqual(["program"]);
});

test("a server that cannot be started at all is told apart from one that ends", async () => {
  const none = await programs("exit 3");
  const missing = { ...none, binaries: { ...none.binaries, postgres: "/nonexistent" } };
  const start = (those: Programs) => launch(layoutOf(folder), those, 1, {}, silent);
  await expect(start(missing)).rejects.toThrow("PostgreSQL did not start (it ended with 127)");
  await expect(start(none)).rejects.toThrow("PostgreSQL did not start (it ended with 3)");
});

test("a large log of earlier runs is put aside", async () => {
  await writeFile(join(folder, "postgres.log"), Buffer.alloc(9 * 1024 * 1024));
  const start = launch(layoutOf(folder), await programs("echo FATAL: odd; exit 1"), 1, {}, silent);
  await expect(start).rejects.toThrow("(FATAL: odd)");
  expect(await readdir(folder)).toEqual(["postgres.log", "postgres.log.1", "program"]);
});

test("a server that takes too long to get ready is ended", async () => {
  const begin = launch(layoutOf(folder), await programs("echo $$ > pid; exec sleep 60"), 1, {}, silent, {
    longestMs: 300,
  });
  await expect(begin).rejects.toMatchObject({ reason: "START_TOO_SLOW" });
  const pid = Number(await readFile(join(folder, "pid"), "utf8"));
  await eventually(() => !isAlive(pid));
});

test("a start that is called off leaves no server", async () => {
  const stop = new AbortController();
  const { signal } = stop;
  const begin = launch(layoutOf(folder), await programs("echo $$ > pid; exec sleep 60"), 1, {}, silent, { signal });
  const pid = await eventually(async () => Number(await readFile(join(folder, "pid"), "utf8")) || false);
  stop.abort();
  await expect(begin).rejects.toMatchObject({ reason: "START_CANCELLED" });
  expect(isAlive(pid)).toBe(false);
});
