import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "#mesh/machine";

/** When a log file makes room for the next, and how many are kept beside it. */
export interface Rotation {
  readonly maxBytes: number;
  readonly keep: number;
}

/** A log that takes the raw output of a process. */
export interface LogFile {
  readonly path: string;
  write(chunk: Buffer): void;
  /** The last lines written since the start of the process. */
  tail(): string;
  close(): void;
}

const ample: Rotation = { maxBytes: 16 * 1024 * 1024, keep: 3 };
const tailBytes = 8 * 1024;
const tailLines = 15;
const newline = 0x0a;

/** Opens a log to append. Full files become `.1`, `.2` ...; lines are never torn. On a full disk output is dropped, counted, and reported once there is room. */
export function openLogFile(path: string, rotation = ample, attempt = (write: () => number) => write()): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let file = open(path);
  let recent = Buffer.alloc(0);
  let lost = 0;
  const append = (chunk: Buffer) => {
    try {
      if (lost > 0) {
        file.size += writeSync(
          file.fd,
          `{"level":"warn","message":"${lost} bytes of log are lost: the disk was full"}\n`,
        );
        lost = 0;
      }
      file.size += attempt(() => writeSync(file.fd, chunk));
    } catch (error) {
      if (!isFull(error)) throw error;
      lost += chunk.length;
    }
  };
  const rotate = () => {
    closeSync(file.fd);
    shift(path, rotation.keep);
    file = open(path);
  };
  return {
    path,
    write(chunk) {
      recent = Buffer.concat([recent, chunk]).subarray(-tailBytes);
      const lineEnd = file.size + chunk.length > rotation.maxBytes ? chunk.indexOf(newline) + 1 : 0;
      if (lineEnd === 0) return append(chunk);
      append(chunk.subarray(0, lineEnd));
      rotate();
      if (lineEnd < chunk.length) append(chunk.subarray(lineEnd));
    },
    tail: () => recent.toString("utf8").trimEnd().split("\n").slice(-tailLines).join("\n"),
    close: () => closeSync(file.fd),
  };
}

function open(path: string): { fd: number; size: number } {
  const fd = openSync(path, "a", 0o600);
  return { fd, size: statSync(path).size };
}

function shift(path: string, keep: number): void {
  for (let index = keep - 1; index >= 0; index--) {
    try {
      renameSync(index === 0 ? path : `${path}.${index}`, `${path}.${index + 1}`);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
  }
}

function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(errorCode(error) ?? "");
}
