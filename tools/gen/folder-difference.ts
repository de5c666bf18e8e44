import { copyFile, glob, mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** A file that is not as it should be; `path` is relative to both roots. */
export interface Difference {
  readonly kind: "missing" | "out of date" | "not generated any more";
  readonly path: string;
}

/** How the files at `paths` below `present` differ from those below `fresh`, in order of their names. */
export async function compare(fresh: string, present: string, paths: readonly string[]): Promise<Difference[]> {
  const wanted = await filesBelow(fresh, paths);
  const found = await filesBelow(present, paths);
  const differences: Difference[] = [];
  for (const path of [...new Set([...wanted, ...found])].toSorted()) {
    if (!found.has(path)) differences.push({ kind: "missing", path });
    else if (!wanted.has(path)) differences.push({ kind: "not generated any more", path });
    else if (!(await sameContent(join(fresh, path), join(present, path))))
      differences.push({ kind: "out of date", path });
  }
  return differences;
}

/** Makes `present` equal to `fresh`, touching only the files that differ. */
export async function bringUpToDate(differences: readonly Difference[], fresh: string, present: string): Promise<void> {
  for (const { kind, path } of differences) {
    const target = join(present, path);
    if (kind === "not generated any more") await rm(target);
    else {
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(fresh, path), target);
    }
  }
}

async function filesBelow(root: string, paths: readonly string[]): Promise<Set<string>> {
  const files = new Set<string>();
  for (const path of paths) {
    for await (const entry of glob([path, `${path}/**/*`], { cwd: root, withFileTypes: true }))
      if (entry.isFile()) files.add(relative(root, join(entry.parentPath, entry.name)));
  }
  return files;
}

async function sameContent(a: string, b: string): Promise<boolean> {
  return (await readFile(a)).equals(await readFile(b));
}
