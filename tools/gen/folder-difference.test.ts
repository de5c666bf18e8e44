import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bringUpToDate, compare } from "./folder-difference.ts";

let folder: string;
let fresh: string;
let present: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-difference-"));
  [fresh, present] = [join(folder, "fresh"), join(folder, "present")];
  await write("fresh/gen/es/a.js", "a");
  await write("fresh/gen/b.js", "b");
  await write("fresh/docs/errors.md", "errors");
  await write("present/gen/es/a.js", "a");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const write = async (path: string, text: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};

test("files that are missing, changed and left over are told apart; others beside them do not count", async () => {
  await write("present/gen/b.js", "B");
  await write("present/gen/es/c.js", "c");
  await write("present/docs/guide.md", "by hand");
  expect(await compare(fresh, present, ["gen", "docs/errors.md"])).toEqual([
    { kind: "missing", path: "docs/errors.md" },
    { kind: "out of date", path: "gen/b.js" },
    { kind: "not generated any more", path: "gen/es/c.js" },
  ]);
});

test("bringing up to date writes what differs and nothing else", async () => {
  await write("present/gen/es/c.js", "c");
  const { mtimeMs } = await stat(join(present, "gen/es/a.js"));
  await bringUpToDate(await compare(fresh, present, ["gen", "docs/errors.md"]), fresh, present);
  expect(await compare(fresh, present, ["gen", "docs/errors.md"])).toEqual([]);
  expect(await readFile(join(present, "docs/errors.md"), "utf8")).toBe("errors");
  expect((await stat(join(present, "gen/es/a.js"))).mtimeMs).toBe(mtimeMs);
});
