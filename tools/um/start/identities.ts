import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#mesh/machine";
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

type Env = Identities["env"];

/** Makes or opens the development issuer below the folder, and certificates for the workloads. */
export async function openIdentities(folder: string, workloads: readonly string[]): Promise<Identities> {
  // Certificates end one day and are made anew each time; the issuer alone is made once.
  const kept = workloads.length === 0 ? await keptEnv(folder) : undefined;
  const env = kept ?? (await makeEnv(folder, workloads));
  return { env, signingKey: join(folder, "issuer.jwk"), certificatesOf: (workload) => join(folder, workload) };
}

const noteIn = (folder: string) => join(folder, "settings.json");

async function makeEnv(folder: string, workloads: readonly string[]): Promise<Env> {
  const printed = await runStep("make-identities", folder, ...workloads);
  await writeFile(noteIn(folder), printed);
  return JSON.parse(printed);
}

/** What an earlier start made here; undefined if there was none, or the folder has moved since. */
async function keptEnv(folder: string): Promise<Env | undefined> {
  try {
    const env: Env = JSON.parse(await readFile(noteIn(folder), "utf8"));
    return env.MESH_TOKEN_KEYS === join(folder, "jwks.json") ? env : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
