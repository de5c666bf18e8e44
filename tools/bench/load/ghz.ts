import { execFile } from "node:child_process";
import { access, constants, mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { TlsIdentity } from "#mesh/rpc";
import type { LoadResult } from "../figures/measure-rounds.ts";
import type { Pace } from "./paced.ts";

const run = promisify(execFile);
const version = "v0.121.0";
const installLimitMs = 600_000;

export interface GhzCall extends Pace {
  readonly ghz: string;
  /** Encoded FileDescriptorSet of the contracts. */
  readonly protoset: string;
  readonly address: string;
  /** "package.Service/Method". */
  readonly method: string;
  /** Requests as JSON, taken by turns. */
  readonly requests: number;
  readonly data: readonly object[];
  /** Files in PEM; cleartext if absent. */
  readonly tls?: TlsIdentity | undefined;
}

interface GhzReport {
  readonly count: number;
  readonly rps: number;
  readonly statusCodeDistribution: Readonly<Record<string, number>> | null;
}

/** The path of ghz in the folder or on PATH; undefined if it is in neither. */
export async function findGhz(folder: string, path: string): Promise<string | undefined> {
  for (const place of [folder, ...path.split(delimiter)]) {
    const file = join(place, "ghz");
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

/** Builds ghz into the folder with the Go of this machine. Answers its path, or why there is none. */
export async function installGhz(folder: string): Promise<{ path: string } | { problem: string }> {
  await mkdir(folder, { recursive: true });
  try {
    const env = { ...process.env, GOBIN: folder };
    await run("go", ["install", `github.com/bojand/ghz/cmd/ghz@${version}`], { env, timeout: installLimitMs });
    return { path: join(folder, "ghz") };
  } catch (error) {
    return { problem: `ghz ${version} could not be built with Go: ${firstLine(error)}` };
  }
}

/** Sends calls on a schedule, whether or not earlier ones have been answered. */
export async function runGhz({
  ghz,
  protoset,
  address,
  method,
  requests,
  rate,
  data,
  tls,
}: GhzCall): Promise<LoadResult> {
  const security = tls === undefined ? ["--insecure"] : ["--cacert", tls.ca, "--cert", tls.cert, "--key", tls.key];
  const { stdout } = await run(
    ghz,
    [
      ...["--protoset", protoset, "--call", method, "--data", JSON.stringify(data), ...security],
      ...["--total", `${requests}`, "--rps", `${rate}`, "--async", "--concurrency", "8", "--connections", "2"],
      ...["--disable-template-data", "--disable-template-functions"],
      ...["--timeout", "10s", "--format", "json", address],
    ],
    { maxBuffer: 2 ** 28, timeout: 60_000, env: { PATH: "/usr/bin:/bin", GOMAXPROCS: "1" } },
  );
  const report: GhzReport = JSON.parse(stdout);
  return { requests, errors: requests - (report.statusCodeDistribution?.OK ?? 0), achievedRate: report.rps };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
}
