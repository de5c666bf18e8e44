import { access, constants, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "#mesh/machine";
import { PostgresStartError } from "./error.ts";
import type { Layout } from "./layout.ts";

/** PostgreSQL cuts paths at 1,024 bytes; its own file names need some of them. */
const longestPath = 900;

/** Makes the folder if need be and checks that we may write there; tells its owner. ENOENT: mkdir on a read-only disk. */
export async function prepareFolder(layout: Layout): Promise<{ uid: number; gid: number }> {
  if (Buffer.byteLength(layout.data) > longestPath) {
    throw new PostgresStartError(
      "FOLDER_PATH_TOO_LONG",
      `The path ${layout.folder} is too long for PostgreSQL: choose a data folder with a path below ${longestPath} bytes.`,
    );
  }
  try {
    await mkdir(dirname(layout.folder), { recursive: true });
    await makeFolder(layout.folder);
    const owner = await stat(layout.folder);
    refuseOthers(layout.folder, owner.uid);
    await access(layout.folder, constants.W_OK | constants.X_OK);
    return owner;
  } catch (error) {
    throw errorCode(error) === "ENOENT" ? notWritable(layout.folder, error) : explainFolder(layout.folder, error);
  }
}

/** PostgreSQL wants a data directory of its own user; root runs it as whoever owns the folder. */
export function refuseOthers(path: string, owner: number, uid = process.getuid?.()): void {
  if (uid === undefined || uid === 0 || uid === owner) return;
  throw new PostgresStartError(
    "FOLDER_WRONG_OWNER",
    `${path} belongs to the user with id ${owner}: start as that user, or give it to yourself with chown -R.`,
  );
}

/** Only the folder itself is closed to others; whoever the server runs as must be able to pass its parents. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** True if a data directory is there that this server can use; throws if something else is. */
export async function hasCluster(layout: Layout, major: string): Promise<boolean> {
  if ((await versionIn(layout.folder)) !== undefined) {
    throw notOurs(layout.folder, "is itself the data directory of another PostgreSQL");
  }
  const data = await statIfThere(layout.data);
  if (data === undefined) return false;
  refuseOthers(layout.data, data.uid);
  const version = await versionIn(layout.data);
  if (version === undefined) throw notOurs(layout.data, "is no data directory of PostgreSQL");
  if (version !== major) {
    throw new PostgresStartError(
      "VERSION_MISMATCH",
      `${layout.data} was made by PostgreSQL ${version}, and this is ${major}: move its data over with pg_dump of version ${version}, or choose another data folder.`,
    );
  }
  return true;
}

/** The sentence for an error of the file system about `path`; other errors come back unchanged. */
export function explainFolder(path: string, error: unknown): unknown {
  switch (errorCode(error)) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return notWritable(path, error);
    case "EEXIST":
    case "ENOTDIR":
      return notOurs(path, "is not a folder");
    case "ENOSPC":
    case "EDQUOT":
      return diskFull(path, error);
    default:
      return error;
  }
}

function notWritable(path: string, cause: unknown): PostgresStartError {
  return new PostgresStartError(
    "FOLDER_NOT_WRITABLE",
    `${path} may not be written: give this user the right to, or choose another data folder.`,
    cause,
  );
}

export function diskFull(path: string, cause?: unknown): PostgresStartError {
  return new PostgresStartError(
    "DISK_FULL",
    `The disk of ${path} is full: free some space (PostgreSQL needs about 100 MB to begin with), then start again.`,
    cause,
  );
}

function notOurs(path: string, what: string): PostgresStartError {
  return new PostgresStartError("FOLDER_NOT_OURS", `${path} ${what}: move it away, or choose another data folder.`);
}

async function versionIn(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw explainFolder(folder, error);
  }
}

async function statIfThere(path: string): Promise<{ uid: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw explainFolder(path, error);
  }
}
