import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pauseAfter } from "./backoff.ts";
import { openLogFile } from "./log-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ultramarket-log-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("full files make room, a few are kept, and no line is torn", () => {
  const path = join(folder, "one.log");
  const log = openLogFile(path, { maxBytes: 100, keep: 2 });
  const lines = Array.from({ length: 40 }, (_, index) => `{"line":${index}}\n`);
  const bytes = Buffer.from(lines.join(""));
  for (let at = 0; at < bytes.length; at += 7) log.write(bytes.subarray(at, at + 7));
  log.close();
  expect(readdirSync(folder)).toEqual(["one.log", "one.log.1", "one.log.2"]);
  const kept = [".2", ".1", ""].map((end) => readFileSync(path + end, "utf8"));
  expect(lines.join("").endsWith(kept.join(""))).toBe(true);
  for (const file of kept) expect(file).toMatch(/^(\{"line":\d+\}\n)*$/);
});

test("a log goes on where it was, and its tail is of this run alone", () => {
  const path = join(folder, "below", "one.log");
  const first = openLogFile(path);
  first.write(Buffer.from("first\n"));
  first.close();
  const second = openLogFile(path);
  second.write(Buffer.from(`${"x\n".repeat(20)}last\n`));
  second.close();
  expect(readFileSync(path, "utf8")).toMatch(/^first\nx\n/);
  expect(second.tail()).toBe(`${"x\n".repeat(14)}last`);
});

test("output a full disk does not take is counted and reported once there is room", () => {
  const path = join(folder, "one.log");
  let full = true;
  const log = openLogFile(path, undefined, (write) => {
    if (full) throw Object.assign(new Error("full"), { code: "ENOSPC" });
    return write();
  });
  log.write(Buffer.from("lost\n"));
  full = false;
  log.write(Buffer.from("kept\n"));
  log.close();
  expect(readFileSync(path, "utf8")).toBe(
    '{"level":"warn","message":"5 bytes of log are lost: the disk was full"}\nkept\n',
  );
});

test.each([
  [0, 0, 50],
  [0, 1, 100],
  [3, 1, 800],
  [30, 0, 500],
  [30, 1, 1_000],
])("after %d failures and chance %d the pause is %d ms", (failures, chance, ms) => {
  expect(pauseAfter(failures, { minMs: 100, maxMs: 1_000, healthyMs: 0 }, () => chance)).toBe(ms);
});
