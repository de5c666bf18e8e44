import { execFile } from "node:child_process";
import { access, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installGoProgram } from "../go-program.ts";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../../.cache/conformance", import.meta.url));

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
  const module = `connectrpc.com/conformance/cmd/connectconformance@${version}`;
  const problem = await installGoProgram(suite.program, module);
  if (problem !== undefined) return { problem };
  if (!(await isThere(suite.descriptors))) await describe(suite.descriptors);
  return suite;
}

/** Writes the descriptors of the contracts that come with the suite's source. */
async function describe(descriptors: string): Promise<void> {
  const folder = await mkdtemp(join(cache, "describing-"));
  try {
    const download = ["mod", "download", "-json", `connectrpc.com/conformance@${version}`];
    const { Dir: source } = JSON.parse((await run("go", download)).stdout) as { Dir: string };
    const image = join(folder, "image.binpb");
    await run("buf", ["build", join(source, "proto"), "-o", `${image}#format=binpb`], { cwd: folder });
    await rename(image, descriptors);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
