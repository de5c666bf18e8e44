import { readFile } from "node:fs/promises";
import { missingPackages } from "./missing-packages.ts";

/** `node tools/lock-file/check.ts`: fails if `npm ci` would refuse package-lock.json on some machine. */
const { packages } = JSON.parse(await readFile("package-lock.json", "utf8"));
const missing = missingPackages(packages);
for (const { name, version, wantedBy } of missing) {
  console.error(`package-lock.json: lacks ${name} ${version}, wanted by ${wantedBy || "package.json"}`);
}
if (missing.length > 0) {
  console.error("Complete it: node tools/lock-file/complete.ts");
  process.exitCode = 1;
}
