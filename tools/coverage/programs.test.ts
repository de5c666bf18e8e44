import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPrograms } from "./programs.ts";

test("what a killed program did not write to its end counts nothing, and breaks nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "coverage-"));
  await writeFile(join(folder, "coverage-1.json"), '{"result":[{"scriptId":"3","url":"file:///a.ts","func');
  expect(await readPrograms(folder, "/")).toEqual(new Map());
  await rm(folder, { recursive: true });
});
