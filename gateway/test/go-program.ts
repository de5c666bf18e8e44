import { execFile } from "node:child_process";
import { access, constants, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { isNativeError } from "node:util/types";

const run = promisify(execFile);
const buildLimitMs = 600_000;
/** To compile takes longer than to run the program a few times: nothing is optimized. */
const quickly = ["-gcflags=all=-N -l", "-ldflags=-s -w"];

/**
 * Sees to it that a program written in Go is at `path`: builds it from a package and its version, such as
 * "example.org/module/program@v1.0.0", if it is not there yet. Answers why it cannot be had, or undefined.
 */
export async function installGoProgram(path: string, packageVersion: string): Promise<string | undefined> {
  if (await isProgram(path)) return undefined;
  await mkdir(dirname(path), { recursive: true });
  const folder = await mkdtemp(join(dirname(path), "building-"));
  try {
    const env = { ...process.env, GOBIN: folder, CGO_ENABLED: "0" };
    await run("go", ["install", ...quickly, packageVersion], { env, timeout: buildLimitMs });
    await rename(join(folder, basename(packageVersion.split("@", 1)[0] ?? "")), path);
    return undefined;
  } catch (error) {
    return `${packageVersion} could not be built with Go: ${firstLine(error)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  const said = error instanceof Error || isNativeError(error) ? error.message : String(error);
  return said.split("\n", 1)[0] ?? "";
}
