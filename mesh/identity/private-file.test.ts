import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepPrivate } from "./private-file.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "private-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("who makes the file later gets the content of who was first", async () => {
  const path = join(folder, "key");
  const { promise: made, resolve: finish } = Promise.withResolvers<string>();
  const late = keepPrivate(path, () => made);
  expect(await keepPrivate(path, async () => "first")).toBe("first");
  finish("second");
  expect(await late).toBe("first");
  expect(await keepPrivate(path, async () => "third")).toBe("first");
  expect(await readdir(folder)).toEqual(["key"]);
});

test("a failure to make the content leaves nothing behind", async () => {
  const make = () => Promise.reject(new Error("no randomness"));
  await expect(keepPrivate(join(folder, "key"), make)).rejects.toThrow("no randomness");
  expect(await readdir(folder)).toEqual([]);
});
