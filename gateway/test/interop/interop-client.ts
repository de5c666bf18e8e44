import { execFile } from "node:child_process";
import { access, constants, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isNativeError } from "node:util/types";

const run = promisify(execFile);
const version = "v1.76.0";
const bin = fileURLToPath(new URL("../../../.cache/bin", import.meta.url));
const buildLimitMs = 600_000;
const caseLimitMs = 30_000;

/** The client of gRPC's interoperability tests in Go; built if it is not there yet. Answers its path, or why there is none. */
export async function interopClient(): Promise<{ readonly path: string } | { readonly problem: string }> {
  const path = join(bin, `grpc-interop-client-${version}`);
  if (await isProgram(path)) return { path };
  await mkdir(bin, { recursive: true });
  const folder = await mkdtemp(join(bin, "building-"));
  try {
    const env = { ...process.env, GOBIN: folder };
    await run("go", ["install", `google.golang.org/grpc/interop/client@${version}`], { env, timeout: buildLimitMs });
    await rename(join(folder, "client"), path);
    return { path };
  } catch (error) {
    const said = error instanceof Error || isNativeError(error) ? error.message : String(error);
    return { problem: `grpc-go's interop client ${version} could not be built with Go: ${said.split("\n", 1)[0]}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface InteropRun {
  readonly client: string;
  /** "host:port". */
  readonly address: string;
  readonly testCase: string;
}

/** Runs one case. Rejects with what the client said if it failed. */
export async function runInteropCase({ client, address, testCase }: InteropRun): Promise<void> {
  const [host = "", port = ""] = address.split(":");
  const args = ["--server_host", host, "--server_port", port, "--test_case", testCase];
  await run(client, args, {
    timeout: caseLimitMs,
    env: { PATH: "/usr/bin:/bin", GRPC_GO_LOG_SEVERITY_LEVEL: "error" },
  });
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
