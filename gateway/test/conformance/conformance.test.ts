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

/** Cases that compare what is left of a deadline with what there was: they are run by themselves, one at a time. */
const deadlines = "Deadline Propagation/**";

/** How many cases passed; the whole report if one did not. */
async function passed({ program, descriptors }: Suite, options: readonly string[]): Promise<number | string> {
  const server = [process.execPath, here("program.ts"), descriptors];
  const args = ["--mode", "server", "--max-servers", "2", "--conf", here("features.yaml"), ...options, "--", ...server];
  const env = { ...process.env, NODE_OPTIONS: "", NODE_V8_COVERAGE: "", NODE_COMPILE_CACHE: compileCache };
  const report = await run(program, args, { timeout: limitMs, env, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    (error: { readonly stdout: string; readonly stderr: string }) => `${error.stdout}${error.stderr}`,
  );
  const count = /^(\d+) passed, 0 failed$/m.exec(report)?.[1];
  return count === undefined ? report : Number(count);
}

test(
  "the official Connect conformance suite passes",
  async () => {
    if ("problem" in suite) {
      process.stderr.write(`Not run: ${suite.problem}\n`);
      return;
    }
    const chosen = (isLong ? [] : cases).flatMap((pattern) => ["--run", pattern]);
    const most = await passed(suite, [...chosen, "--skip", deadlines]);
    expect(most).toBeGreaterThan(1_000);
    const timed = await passed(suite, ["--run", deadlines, "--parallel", "1"]);
    expect(timed).toBeGreaterThan(10);
    process.stderr.write(`Connect conformance: ${Number(most) + Number(timed)} passed, 0 failed\n`);
  },
  limitMs + 10_000,
);
