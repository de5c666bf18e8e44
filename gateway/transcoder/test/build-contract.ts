import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layOutThirdPartyProtos } from "../../../tools/gen/third-party-protos.ts";

/** Compiles the test contract, in a folder of its own, into a file of descriptors. */
export async function buildContract(output: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "transcoder-contract-"));
  try {
    cpSync(join(import.meta.dirname, "proto"), root, { recursive: true });
    await layOutThirdPartyProtos(root);
    execFileSync("buf", ["build", "--exclude-source-info", "-o", output], { cwd: root });
  } finally {
    rmSync(root, { recursive: true });
  }
}

if (import.meta.main) await buildContract(join(import.meta.dirname, "contract.binpb"));
