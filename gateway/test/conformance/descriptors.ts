import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const cache = join(root, ".cache/conformance");
const buildLimitMs = 600_000;

/** The release of the Connect conformance suite that is run. */
export const version = "v1.0.7";

/** The suite's program, and the encoded FileDescriptorSet of its service. */
export interface Suite {
  readonly program: string;
  readonly descriptors: string;
}

/** Builds the suite with Go, if it is not there yet; or says why there is none. */
export async function findSuite(): Promise<Suite | { readonly problem: string }> {
  const suite = { program: join(cache, `connectconformance-${version}`), descriptors: join(cache, `${version}.binpb`) };
  if ((await isThere(suite.program)) && (await isThere(suite.descriptors))) return suite;
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "building-"));
  try {
    await build(folder, suite);
    return suite;
  } catch (error) {
    return { problem: `the Connect conformance suite ${version} could not be built with Go: ${firstLine(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function build(folder: string, { program, descriptors }: Suite): Promise<void> {
  const timeout = buildLimitMs;
  const env = { ...process.env, GOBIN: folder };
  await run("go", ["install", `connectrpc.com/conformance/cmd/connectconformance@${version}`], { env, timeout });
  const download = ["mod", "download", "-json", `connectrpc.com/conformance@${version}`];
  const { Dir: source } = JSON.parse((await run("go", download, { env, timeout })).stdout) as { Dir: string };
  const image = join(folder, "image.binpb");
  await run("buf", ["build", join(source, "proto"), "-o", `${image}#format=binpb`], { cwd: folder, env, timeout });
  await rename(image, descriptors);
  await rename(join(folder, "connectconformance"), program);
}

export function readDescriptors({ descriptors }: Pick<Suite, "descriptors">): Promise<Uint8Array> {
  return readFile(descriptors);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
}
