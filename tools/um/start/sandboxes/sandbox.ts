import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { keepForOwner } from "../owner-file.ts";

/** A local server that stands in for an outside party, and what the service that uses it needs. */
export interface Sandbox {
  /** What `tools/um/sandboxes.ts` calls it. */
  readonly name: "stripe" | "carrier" | "mailbox";
  /** Its own settings. */
  readonly env: Readonly<Record<string, string>>;
  /** What its service is told. */
  readonly serviceEnv: Readonly<Record<string, string>>;
}

/** Its keys, made once and kept in its folder. */
export async function keysIn<T>(folder: string, make: () => T): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return (await keepForOwner(join(folder, "keys.json"), make)).value;
}
