import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDevelopmentCa, openDevelopmentIssuer } from "#mesh/identity";

/** `make-identities.ts FOLDER WORKLOAD...`: prints the settings of the development issuer as JSON. */
const [folder = "", ...workloads] = process.argv.slice(2);
const profile = "development";

await mkdir(folder, { recursive: true, mode: 0o700 });
const issuer = await openDevelopmentIssuer(folder, { profile });
const keys = join(folder, "jwks.json");
await writeFile(keys, JSON.stringify(issuer.jwks()));
if (workloads.length > 0) {
  const ca = await openDevelopmentCa(folder, { profile });
  for (const workload of workloads) {
    const own = join(folder, workload);
    await mkdir(own, { recursive: true, mode: 0o700 });
    for (const [name, pem] of Object.entries(await ca.issue(workload))) {
      await writeFile(join(own, `${name}.pem`), pem, { mode: 0o600 });
    }
  }
}
const { issuer: MESH_TOKEN_ISSUER, audience: MESH_TOKEN_AUDIENCE } = issuer;
console.log(JSON.stringify({ MESH_TOKEN_KEYS: keys, MESH_TOKEN_ISSUER, MESH_TOKEN_AUDIENCE }));
