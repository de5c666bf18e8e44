import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onlyOne } from "./only-one.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "only-one-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("while one is at work, another is refused, and afterwards the next may", async () => {
  const second = () => onlyOne(folder, "A replay", async () => "second");
  await onlyOne(folder, "A replay", async () => {
    await expect(second()).rejects.toThrow(`A replay runs on this DATA_DIR already (process ${process.pid})`);
    await expect(second()).rejects.toThrow("running.json");
  });
  expect(await second()).toBe("second");
  expect(await readdir(folder)).toEqual([]);
});

test("work that fails leaves no mark", async () => {
  await expect(onlyOne(folder, "A replay", () => Promise.reject(new Error("no market")))).rejects.toThrow("no market");
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["killed", JSON.stringify({ pid: process.pid, startTime: "of an earlier process" })],
  ["killed as it began", '{"pid":'],
])("the mark of a process that was %s counts for nothing", async (_, mark) => {
  await writeFile(join(folder, "running.json"), mark);
  expect(await onlyOne(folder, "A replay", async () => "done")).toBe("done");
});
