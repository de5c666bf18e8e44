import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findSuite, type Suite } from "./descriptors.ts";

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const compileCache = here("../../../.cache/compile");

/** Every case but for those of Brotli, and over TLS those of Protobuf with gzip alone; the long form runs all. */
const cases = [
  "**/Compression:COMPRESSION_IDENTITY/TLS:false/**",
  "**/Compression:COMPRESSION_GZIP/TLS:false/**",
  "Connect Unexpected Requests/**",
  "gRPC Unexpected Requests/**",
  "gRPC-Web Unexpected Requests/**",
  "**/Codec:CODEC_PROTO/Compression:COMPRESSION_GZIP/TLS:true/**",
];
const isLong = process.env.CONFORMANCE === "1";
const limitMs = isLong ? 590_000 : 150_000;

let suite: Suite | { readonly problem: string };

beforeAll(async () => {
  suite = await findSuite();
}, 600_000);

/** What the suite says of the cases that the patterns choose; of all without one. */
async function reportOf({ program, descriptors }: Suite, patterns: readonly string[]): Promise<string> {
  const chosen = patterns.flatMap((pattern) => ["--run", pattern]);
  const server = [process.execPath, here("program.ts"), descriptors];
  const args = ["--mode", "server", "--max-servers", "2", "--conf", here("features.yaml"), ...chosen, "--", ...server];
  const env = { ...process.env, NODE_OPTIONS: "", NODE_V8_COVERAGE: "", NODE_COMPILE_CACHE: compileCache };
  return run(program, args, { timeout: limitMs, env, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    (error: { readonly stdout: string; readonly stderr: string }) => `${error.stdout}${error.stderr}`,
  );
}

const passedOf = (report: string) => /^(\d+) passed, 0 failed$/m.exec(report)?.[1];

/**
 * What the suite says in the end, such as "361 passed, 0 failed"; its whole report if it did not pass. Cases that compare
 * what is left of a deadline with what there was may be late on a busy machine: these alone run again, alone.
 */
async function conformance(found: Suite): Promise<string> {
  const report = await reportOf(found, isLong ? [] : cases);
  const failed = [...report.matchAll(/^FAILED: (.+):$/gm)].map(([, name]) => name ?? "");
  const [, passed = "0", count = "0"] = /^(\d+) passed, (\d+) failed$/m.exec(report) ?? [];
  const isLate = failed.length > 0 && failed.every((name) => name.startsWith("Deadline Propagation/"));
  if (!isLate || failed.length !== Number(count)) return passedOf(report) ? `${passed} passed, 0 failed` : report;
  process.stderr.write(`Late, so run again: ${failed.join(", ")}\n`);
  const again = await reportOf(found, failed);
  return passedOf(again) === count ? `${Number(passed) + failed.length} passed, 0 failed` : `${report}${again}`;
}

test(
  "the official Connect conformance suite passes",
  async () => {
    if ("problem" in suite) {
      process.stderr.write(`Not run: ${suite.problem}\n`);
      return;
    }
    const result = await conformance(suite);
    expect(result).toMatch(/^\d{4} passed, 0 failed$/);
    process.stderr.write(`Connect conformance: ${result}\n`);
  },
  limitMs + 10_000,
);
