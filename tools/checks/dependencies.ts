import { judge, minimumModules, readDependencies } from "./dependency-rules.ts";

/** `node tools/checks/dependencies.ts`: fails on an import that .dependency-cruiser.mjs forbids. */
const { modules, violations } = readDependencies(".");
const complaints = judge(modules, violations, minimumModules);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
