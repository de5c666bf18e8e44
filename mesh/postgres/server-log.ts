import { type FileHandle, open, rename, stat } from "node:fs/promises";
import { errorCode } from "#mesh/machine";

const largest = 8 * 1024 * 1024;
const tailLength = 64 * 1024;

/** Opens the server's log to append; a large one is put aside as `.1` first. */
export async function openServerLog(path: string): Promise<{ handle: FileHandle; start: number }> {
  if ((await sizeOf(path)) > largest) await rename(path, `${path}.1`);
  return { handle: await open(path, "a", 0o600), start: await sizeOf(path) };
}

/** What the server wrote after byte `start`, up to 64 KiB of its end. */
export async function readServerLog(path: string, start: number): Promise<string> {
  const handle = await open(path, "r");
  try {
    const from = Math.max(start, (await handle.stat()).size - tailLength);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(tailLength), position: from });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return 0;
    throw error;
  }
}
