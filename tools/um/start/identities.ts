import { join } from "node:path";
import { runStep } from "./run-step.ts";

/** Where the programs of a market find what proves users and workloads. */
export interface Identities {
  /** Settings for every program. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of the private key that signs access tokens, for the auth service alone. */
  readonly signingKey: string;
  /** The folder with a workload's key and certificates. */
  certificatesOf(workload: string): string;
}

/** Makes or opens the development issuer below the folder, and certificates for the workloads. */
export async function openIdentities(folder: string, workloads: readonly string[]): Promise<Identities> {
  const env = JSON.parse(await runStep("make-identities", folder, ...workloads));
  return { env, signingKey: join(folder, "issuer.jwk"), certificatesOf: (workload) => join(folder, workload) };
}
