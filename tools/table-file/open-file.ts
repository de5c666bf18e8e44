import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { constants, createGunzip } from "node:zlib";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../um/command.ts";

/** Told now and then how far the reading is, in bytes as they lie in the file. */
export type Progress = (bytesRead: number, size: number) => void;

/** The bytes of a file, unpacked. Ends with CommandError if the file does before its own end, after all that came. */
export type FileBytes = AsyncIterable<Buffer>;

/** Opens a file that is plain or gzip, told by its first bytes. Throws CommandError for one that cannot be a table. */
export async function openFile(path: string, progress: Progress = () => {}): Promise<FileBytes> {
  const { head, tail, size } = await looked(path);
  if (size === 0) throw new CommandError(`${path} is empty`);
  const foreign = foreignFormat(head);
  if (foreign !== undefined) throw new CommandError(`${path} is ${foreign}; plain text or gzip is wanted`);
  return isGzip(head) ? unpacked(path, size, tail, progress) : plain(path, size, progress);
}

async function looked(path: string): Promise<{ head: Buffer; tail: Buffer; size: number }> {
  const file = await open(path).catch((error) => {
    throw errorCode(error) === undefined ? error : new CommandError(`${path} cannot be read: ${error.message}`);
  });
  try {
    const { size } = await file.stat();
    return { head: await bytesAt(file, 0), tail: await bytesAt(file, Math.max(0, size - 4)), size };
  } catch (error) {
    throw errorCode(error) === "EISDIR" ? new CommandError(`${path} is a folder`) : error;
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, position);
  return buffer.subarray(0, bytesRead);
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function foreignFormat(head: Buffer): string | undefined {
  if (head.subarray(0, 2).toString("latin1") === "PK") return "a zip archive or a spreadsheet";
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return isUtf16 ? "in UTF-16, where UTF-8 is wanted" : undefined;
}

async function* plain(path: string, size: number, progress: Progress): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 2 ** 18 });
  for await (const chunk of file) {
    yield chunk;
    progress(file.bytesRead, size);
  }
}

async function* unpacked(path: string, size: number, tail: Buffer, progress: Progress): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  // With Z_SYNC_FLUSH all that a cut file still holds comes out; that it is cut is seen afterwards.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 2 ** 18 });
  file.on("error", (error) => gunzip.destroy(error));
  let unpackedBytes = 0;
  try {
    for await (const chunk of file.pipe(gunzip)) {
      unpackedBytes += chunk.length;
      yield chunk;
      progress(file.bytesRead, size);
    }
  } catch (error) {
    throw isZlibError(error) ? new CommandError(`${path} is damaged: its gzip data cannot be read on`) : error;
  } finally {
    file.destroy();
  }
  const told = tail.length === 4 ? tail.readUInt32LE() : -1;
  if (told !== unpackedBytes % 2 ** 32 && !(await isWhole(path))) {
    throw new CommandError(`${path} is cut off: its gzip data ends before its end`);
  }
}

/** Reads a gzip file strictly. Files of several members are whole too, though their last bytes tell the last one's size. */
async function isWhole(path: string): Promise<boolean> {
  try {
    for await (const _ of createReadStream(path).pipe(createGunzip()));
    return true;
  } catch (error) {
    if (isZlibError(error)) return false;
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  return errorCode(error)?.startsWith("Z_") ?? false;
}
