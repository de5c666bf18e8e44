import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDevelopmentCa, type WorkloadIdentity } from "#mesh/identity";

/** Keys and certificates of a throw-away authority. */
export async function certificates(count: number): Promise<readonly WorkloadIdentity[]> {
  const folder = await mkdtemp(join(tmpdir(), "gateway-tls-"));
  try {
    const ca = await openDevelopmentCa(folder, { profile: "development" });
    return await Promise.all(Array.from({ length: count }, () => ca.issue("gateway")));
  } finally {
    await rm(folder, { recursive: true });
  }
}
