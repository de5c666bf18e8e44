import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findSuite, type Suite } from "./descriptors.ts";

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const limitMs = 150_000;

/** What is run: every case of every protocol and version of HTTP by Protobuf, uncompressed, in cleartext. */
const cases = ["**/Codec:CODEC_PROTO/Compression:COMPRESSION_IDENTITY/TLS:false/**"];

let suite: Suite | { readonly problem: string };

beforeAll(async () => {
  suite = await findSuite();
}, 600_000);

/** What the suite says in the end, such as "361 passed, 0 failed"; its whole report if it did not pass. */
async function conformance({ program, descriptors }: Suite): Promise<string> {
  const chosen = cases.flatMap((pattern) => ["--run", pattern]);
  const server = [process.execPath, here("program.ts"), descriptors];
  const args = ["--mode", "server", "--conf", here("features.yaml"), ...chosen, "--", ...server];
  const env = { ...process.env, NODE_OPTIONS: "", NODE_V8_COVERAGE: "" };
  const report = await run(program, args, { timeout: limitMs, env, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    (error: { readonly stdout: string; readonly stderr: string }) => `${error.stdout}${error.stderr}`,
  );
  return /^\d+ passed, 0 failed$/m.exec(report)?.[0] ?? report;
}

test("the official Connect conformance suite passes", async () => {
  if ("problem" in suite) {
    process.stderr.write(`Not run: ${suite.problem}\n`);
    return;
  }
  const result = await conformance(suite);
  expect(result).toMatch(/^\d{3,} passed, 0 failed$/);
  process.stderr.write(`Connect conformance: ${result}\n`);
}, 160_000);
