import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PostgresStartError } from "./error.ts";

const run = promisify(execFile);

/** How the server's programs are started: PostgreSQL refuses to run as root. */
export interface RunAs {
  /** Words put before the command. */
  readonly prefix: readonly string[];
  /** The user the process changes to; absent: it stays who it is. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** What the choice depends on, apart from the machine. */
export interface Machine {
  readonly uid: number | undefined;
  /** Runs a command to its end and gives its output; rejects if it fails or does not exist. */
  run(command: readonly string[], user?: RunAs["user"]): Promise<string>;
}

export const thisMachine: Machine = {
  uid: process.getuid?.(),
  async run([file = "", ...args], user) {
    return (await run(file, args, { cwd: "/", ...user })).stdout.trim();
  },
};

/** In a user namespace of its own root looks like user 1000 to the server and stays root for the file system. */
const namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/**
 * Chooses how to run `postgres` on a folder of `owner`: as oneself; as root for another owner as that owner; else as
 * root in a user namespace, which works below folders of mode 0700 too; else as the machine's postgres user.
 */
export async function chooseRunAs(
  postgres: string,
  owner: { readonly uid: number; readonly gid: number },
  machine: Machine = thisMachine,
): Promise<RunAs> {
  if (machine.uid !== 0) return { prefix: [] };
  if (owner.uid !== 0) return { prefix: [], user: { uid: owner.uid, gid: owner.gid } };
  const candidates = [
    async () => ({ prefix: namespace }),
    async () => ({ prefix: [], user: await postgresUser(machine) }),
  ];
  const failures: unknown[] = [];
  for (const candidate of candidates) {
    try {
      const runAs: RunAs = await candidate();
      await machine.run([...runAs.prefix, postgres, "--version"], runAs.user);
      return runAs;
    } catch (error) {
      failures.push(error);
    }
  }
  const message =
    "PostgreSQL does not run as root, and neither a user namespace (unshare) nor a postgres user that may read this folder is there: start as an ordinary user, or set DATABASE_URL to a server of your own.";
  throw new PostgresStartError("ROOT_NOT_POSSIBLE", message, new AggregateError(failures));
}

async function postgresUser(machine: Machine): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([machine.run(["id", "-u", "postgres"]), machine.run(["id", "-g", "postgres"])]);
  return { uid: Number(uid), gid: Number(gid) };
}
