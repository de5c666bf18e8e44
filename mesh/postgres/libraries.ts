import { mkdir, readFile, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { errorCode } from "#mesh/machine";

interface Link {
  readonly source: string;
  readonly target: string;
}

const notAllowed = new Set(["EACCES", "EPERM", "EROFS"]);

/**
 * Makes the library links npm cannot pack, listed in the package's `pg-symlinks.json`; safe when several processes do
 * so at once. Where node_modules may not be written the links go to `fallback` and the answer points the loader there.
 */
export async function linkLibraries(
  packageFolder: string,
  fallback: string,
  linkInPlace = link,
): Promise<Record<string, string>> {
  const links = await readLinks(packageFolder);
  try {
    for (const { source, target } of links) {
      await linkInPlace(relative(dirname(target), source), join(packageFolder, target));
    }
    return {};
  } catch (error) {
    if (!notAllowed.has(errorCode(error) ?? "")) throw error;
  }
  await mkdir(fallback, { recursive: true });
  for (const { source, target } of links) await link(join(packageFolder, source), join(fallback, basename(target)));
  return {
    [process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"]:
      `${fallback}:${join(packageFolder, "native", "lib")}`,
  };
}

async function readLinks(packageFolder: string): Promise<readonly Link[]> {
  try {
    return JSON.parse(await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8")) as Link[];
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

async function link(to: string, at: string): Promise<void> {
  try {
    await symlink(to, at);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}
