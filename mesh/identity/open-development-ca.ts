import type { DevelopmentCa, DevelopmentCaOptions } from "./development-ca.ts";

/**
 * Loads the roots from the folder; makes one there, readable by its owner alone, if none outlives the next certificates.
 * What makes certificates is loaded now: programs that only present theirs do without it.
 */
export async function openDevelopmentCa(folder: string, options: DevelopmentCaOptions): Promise<DevelopmentCa> {
  const ca = await import("./development-ca.ts");
  return ca.openDevelopmentCa(folder, options);
}
