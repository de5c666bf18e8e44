import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { strayEnvironmentReads } from "./environment-access.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-environment-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["mesh/rpc/core.ts", "const x = process.env.X;", ["mesh/rpc/core.ts:2"]],
  ["services/order/src/app/place.ts", "const { X } = process.env;", ["services/order/src/app/place.ts:2"]],
  ["gateway/src/door.ts", 'import { env } from "node:process";', ["gateway/src/door.ts:2"]],
  ["services/order/src/config.ts", "const x = process.env.X;", []],
  ["mesh/config/load.ts", "const x = process.env.X;", []],
  ["mesh/rpc/core.test.ts", "const x = process.env.X;", []],
  ["mesh/postgres/run.ts", "const env = { PATH: process.env.PATH };", []],
  ["mesh/supervisor/run.ts", "const env = { ...process.env, X: 1 };", []],
  ["mesh/rpc/core.ts", "// as in process.env", []],
  ["tools/um.ts", "const x = process.env.X;", []],
])("%s with %j: %j", async (path, line, places) => {
  await mkdir(join(folder, dirname(path)), { recursive: true });
  await writeFile(join(folder, path), `const first = 1;\n${line}\n`);
  expect(await strayEnvironmentReads(folder)).toEqual(places);
});
