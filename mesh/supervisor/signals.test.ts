import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";
import { eventually, temporaryFolder } from "#mesh/testing";
import { type ProcessIdentity, readRunFile, stillRuns, stopRunning } from "./mod.ts";
import { tracePath } from "./test/specs.ts";

const program = fileURLToPath(new URL("./test/host.ts", import.meta.url));
jest.setTimeout(30_000);

let dataDir: string;
let host: ChildProcess;

beforeEach(async () => {
  dataDir = await temporaryFolder();
});

afterEach(async () => {
  await stopRunning(dataDir, 0);
  await rm(dataDir, { recursive: true });
});

/** A supervisor in a process group of its own, as below a terminal. */
async function startHost(mode = "well"): Promise<readonly ProcessIdentity[]> {
  host = spawn(process.execPath, [program, dataDir, mode], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
  });
  await once(host, "message");
  return (readRunFile(dataDir)?.units ?? []).flatMap(({ process }) => process ?? []);
}

const trace = async () => (await readFile(tracePath(dataDir), "utf8")).trim().split("\n");
const group = () => -(host.pid ?? Number.NaN);

test("Ctrl-C reaches the supervisor alone, which stops everything in reverse and exits in peace", async () => {
  await startHost();
  expect(readRunFile(dataDir)?.notes).toEqual({ greeting: "hello" });
  process.kill(group(), "SIGINT");
  expect(await once(host, "exit")).toEqual([0, null]);
  expect((await trace()).slice(2)).toEqual(["two stops: SIGTERM", "two stopped", "one stops: SIGTERM", "one stopped"]);
  expect(readRunFile(dataDir)).toBeUndefined();
});

test("a second Ctrl-C ends processes that take their time at once", async () => {
  const children = await startHost("stubborn");
  process.kill(group(), "SIGINT");
  await eventually(async () => (await trace()).includes("two stops: SIGTERM"));
  process.kill(group(), "SIGINT");
  expect(await once(host, "exit")).toEqual([0, null]);
  expect(children.filter(stillRuns)).toEqual([]);
});

test("when the supervisor is killed its processes drain by themselves, their log unread", async () => {
  const children = await startHost();
  host.kill("SIGKILL");
  await eventually(() => children.every((child) => !stillRuns(child)));
  expect((await trace()).slice(2).toSorted()).toEqual(
    ["one", "two"].flatMap((name) => [`${name} stopped`, `${name} stops: supervisor gone`]),
  );
});

test("when the supervisor is killed PostgreSQL ends too", async () => {
  const [postgres] = await startHost("database");
  expect(postgres && stillRuns(postgres)).toBe(true);
  host.kill("SIGKILL");
  expect(await once(host, "exit")).toEqual([null, "SIGKILL"]);
  await eventually(() => postgres && !stillRuns(postgres));
});

test("stopping from outside waits until everything is gone, and says if nothing ran", async () => {
  const children = await startHost();
  await expect(stopRunning(dataDir)).resolves.toBe(true);
  expect(children.filter(stillRuns)).toEqual([]);
  await expect(stopRunning(dataDir)).resolves.toBe(false);
});

test("stopping from outside is done by force in the end", async () => {
  const children = await startHost("stubborn");
  await expect(stopRunning(dataDir, 100)).resolves.toBe(true);
  expect(children.filter(stillRuns)).toEqual([]);
});
