import { readFile, writeFile } from "node:fs/promises";
import { type LockedPackage, missingPackages } from "./missing-packages.ts";
import { platformOf } from "./platform.ts";

/**
 * `node tools/lock-file/complete.ts`: adds what npm left out of package-lock.json because its registry does not carry
 * the binaries of every platform. They are locked by version; machines of that platform fetch them where they exist.
 */
const file = "package-lock.json";
const lock = JSON.parse(await readFile(file, "utf8"));
const packages: Record<string, LockedPackage> = lock.packages;
const missing = missingPackages(packages);
for (const { name, version, wantedBy } of missing) {
  const { dev } = packages[wantedBy] ?? {};
  packages[`node_modules/${name}`] = {
    version,
    ...platformOf(name),
    ...(dev ? { dev } : {}),
    optional: true,
  } as LockedPackage;
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${missing.length} packages added to ${file}`);
