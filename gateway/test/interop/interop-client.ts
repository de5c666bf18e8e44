import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installGoProgram } from "../go-program.ts";

const run = promisify(execFile);
const version = "v1.76.0";
const path = fileURLToPath(new URL(`../../../.cache/bin/grpc-interop-client-${version}`, import.meta.url));
const caseLimitMs = 30_000;

/** The client of gRPC's interoperability tests in Go; built if it is not there yet. Answers its path, or why there is none. */
export async function interopClient(): Promise<{ readonly path: string } | { readonly problem: string }> {
  const problem = await installGoProgram(path, `google.golang.org/grpc/interop/client@${version}`);
  return problem === undefined ? { path } : { problem };
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
