import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkpoint } from "#mesh/kernel";
import { temporaryFolder } from "#mesh/testing";
import { armCrashPoints } from "./crash-points.ts";

test("an armed checkpoint ends the named process, once", async () => {
  const folder = await temporaryFolder();
  const points = armCrashPoints(folder, "development");
  const victim = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const exit = once(victim, "exit");
  await writeFile(join(folder, "order.place.after"), String(victim.pid));
  checkpoint("order.place.before");
  checkpoint("order.place.after");
  checkpoint("order.place.after");
  expect(await exit).toEqual([null, "SIGKILL"]);
  expect(await readFile(join(folder, "reached"), "utf8")).toBe("order.place.after\n");
  await points.close();
});

test("production refuses it", () => {
  expect(() => armCrashPoints("/nowhere", "production")).toThrow("MESH_CRASH_FOLDER");
});
