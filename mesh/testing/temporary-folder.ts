import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorCode, isAlive } from "#mesh/machine";

const enough = 2 * 1024 ** 3;
const folderName = /^ultramarket-test-(\d+)-/;

/** Makes a folder for this process to remove, in memory where there is plenty; removes what killed processes left. */
export async function temporaryFolder(memory = "/dev/shm"): Promise<string> {
  const place = (await freeBytes(memory)) > enough ? memory : tmpdir();
  for (const name of await readdir(place)) {
    const pid = Number(folderName.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await rm(join(place, name), { recursive: true, force: true, maxRetries: 10 });
  }
  return mkdtemp(join(place, `ultramarket-test-${process.pid}-`));
}

async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return 0;
    throw error;
  }
}
