import { readFile } from "node:fs/promises";
import { missingPackages } from "./missing-packages.ts";

/** `node tools/lock-file/check.ts`: fails if `npm ci` would refuse package-lock.json on some machine. */
const { packages } = JSON.parse(await readFile("package-lock.json", "utf8"));
const missing = missingPackages(packages);
for (const sentence of missing) console.error(`package-lock.json: lacks ${sentence}`);
if (missing.length > 0) {
  console.error("Lock again where npm reaches a registry that carries them: rm package-lock.json && npm install");
  process.exitCode = 1;
}
