import { strayEnvironmentReads } from "./environment-access.ts";

/** `node tools/checks/environment.ts`: fails if anything but a config.ts reads the environment. */
for (const place of await strayEnvironmentReads(".")) {
  console.error(`${place}: reads the environment: make it a setting in config.ts`);
  process.exitCode = 1;
}
