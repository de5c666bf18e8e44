import { mkdir, mkdtemp, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkLibraries } from "./libraries.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ultramarket-libraries-"));
});

afterEach(() => rm(root, { recursive: true }));

async function aPackage(links: readonly object[]): Promise<void> {
  await mkdir(join(root, "native", "lib"), { recursive: true });
  await writeFile(join(root, "native", "pg-symlinks.json"), JSON.stringify(links));
}

test("links are made relative, by several processes at once, and again", async () => {
  await aPackage([{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }]);
  const results = await Promise.all([1, 2, 3, 4].map(() => linkLibraries(root, join(root, "fallback"))));
  expect([...results, await linkLibraries(root, join(root, "fallback"))]).toEqual([{}, {}, {}, {}, {}]);
  expect(await readlink(join(root, "native", "lib", "libpq.so.5"))).toBe("libpq.so.5.18");
});

test("in a folder that may not be written the loader is pointed to links elsewhere", async () => {
  await aPackage([{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }]);
  const refuse = async () => {
    throw Object.assign(new Error("read-only"), { code: "EROFS" });
  };
  const fallback = join(root, "fallback");
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  expect(await linkLibraries(root, fallback, refuse)).toEqual({
    [variable]: `${fallback}:${join(root, "native", "lib")}`,
  });
  expect(await readlink(join(fallback, "libpq.so.5"))).toBe(join(root, "native", "lib", "libpq.so.5.18"));
});

test("a package without links needs nothing", async () => {
  expect(await linkLibraries(root, join(root, "fallback"))).toEqual({});
});
