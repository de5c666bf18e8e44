import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStandardOutput } from "./standard-output.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "output-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("flushing waits for every line, also for those under way, and for none if there are none", async () => {
  const path = join(folder, "out");
  const file = await open(path, "w");
  const { destination, flush } = openStandardOutput(file.fd);
  await flush();
  for (let round = 1; round <= 3; round++) {
    for (let line = 0; line < 1_000; line++) destination.write(`${line}\n`);
    await flush();
    expect((await readFile(path, "utf8")).split("\n")).toHaveLength(round * 1_000 + 1);
  }
  await file.close();
});

test("an output that takes no more is flushed at once, and asked for nothing again", async () => {
  const file = await open(join(folder, "out"), "w");
  const { destination, flush } = openStandardOutput(file.fd);
  await file.close();
  destination.write("lost\n");
  await flush();
  destination.write("lost too\n");
  await flush();
});
