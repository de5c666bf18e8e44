import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDevelopmentCa, openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { permissionsOf } from "../roles.ts";

/** Where the programs of a market find what proves users and workloads, and what signs for the demo's own calls. */
export interface Identities {
  /** Settings for every program. */
  readonly env: Readonly<Record<string, string>>;
  /** A token of the market's staff, for a few minutes. */
  staffToken(): Promise<string>;
  /** The folder with a workload's certificate, made anew. */
  certify(workload: string): Promise<string>;
}

/** Makes or opens the development issuer and the development CA below the folder. */
export async function openIdentities(folder: string, profile: string): Promise<Identities> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const issuer = await openDevelopmentIssuer(folder, { profile });
  const keys = join(folder, "jwks.json");
  await writeFile(keys, JSON.stringify(issuer.jwks()));
  const env = { MESH_TOKEN_KEYS: keys, MESH_TOKEN_ISSUER: issuer.issuer, MESH_TOKEN_AUDIENCE: issuer.audience };
  return {
    env,
    staffToken() {
      const ids = createIds(systemClock);
      return issuer.issue({ userId: ids.next("usr"), sessionId: ids.next("ses"), permissions: permissionsOf("staff") });
    },
    async certify(workload) {
      const ca = await openDevelopmentCa(folder, { profile });
      const own = join(folder, workload);
      await mkdir(own, { recursive: true, mode: 0o700 });
      for (const [name, pem] of Object.entries(await ca.issue(workload))) {
        await writeFile(join(own, `${name}.pem`), pem, { mode: 0o600 });
      }
      return own;
    },
  };
}
