import { chown, readFile } from "node:fs/promises";
import type { Logger } from "#mesh/kernel";
import { errorCode, freePort } from "#mesh/machine";
import { findBinaries } from "./binaries.ts";
import { clearTheWay } from "./clear-the-way.ts";
import { PostgresStartError } from "./error.ts";
import { hasCluster, prepareFolder } from "./folder.ts";
import { copyCluster, initCluster } from "./init-cluster.ts";
import { type Exit, type Launched, launch } from "./launch.ts";
import { type Layout, layoutOf } from "./layout.ts";
import type { Programs } from "./program.ts";
import { chooseRunAs } from "./run-as.ts";
import { isDurable, type Settings } from "./settings.ts";
import { stopServer } from "./stop.ts";

export interface PostgresOptions {
  /** Everything of this server lies below it; made if need be. */
  readonly folder: string;
  /** Loopback port; a free one is chosen if absent. */
  readonly port?: number;
  readonly log: Logger;
  /** Server settings beyond the defaults, such as `withoutDurability`. */
  readonly settings?: Settings;
  /** A folder that keeps an unused data directory to copy from, for tests: quicker than making a new one each time. */
  readonly template?: string;
  /** Ends the start, leaving no server; has no meaning afterwards. */
  readonly signal?: AbortSignal;
}

/** A running server. It listens on 127.0.0.1 only and ends with the process that started it. */
export interface Postgres {
  /** Connection URL of the superuser, password included. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server ends, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Ends the server and waits for that; safe to call again. */
  stop(): Promise<void>;
  /** Ends the server without waiting for anything; what was committed is recovered at the next start. */
  kill(): void;
}

/** Starts the embedded PostgreSQL, making its data directory at the first start. Throws PostgresStartError. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { folder, port, log, settings = {}, signal } = options;
  const begin = performance.now();
  const layout = layoutOf(folder);
  const programs = await prepare(layout, options);
  const password = await readPassword(layout);
  const launched = await launchOn(port, (chosen) => launch(layout, programs, chosen, settings, log, { signal }));
  const server = { ...launched.server, port: launched.port };
  server.child.unref();
  log.info("PostgreSQL is ready", { pid: server.pid, port: server.port, ms: Math.round(performance.now() - begin) });
  let stopping: Promise<void> | undefined;
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${server.port}/postgres`,
    port: server.port,
    pid: server.pid,
    exited: server.exited,
    stop: () => (stopping ??= stopServer(server)),
    kill: () => server.child.kill("SIGQUIT"),
  };
}

/** Makes everything ready for the server: programs, folder, data directory, no other server in the way. */
async function prepare(layout: Layout, options: PostgresOptions): Promise<Programs> {
  const programs = await findPrograms(layout);
  if (!(await hasCluster(layout, programs.binaries.major))) {
    options.log.info("making the data directory of PostgreSQL", { folder: layout.data });
    await makeCluster(layout, programs, options);
  }
  await clearTheWay(layout, options.log);
  return programs;
}

async function findPrograms(layout: Layout): Promise<Programs> {
  const owner = await prepareFolder(layout);
  const binaries = await findBinaries(layout.libraries);
  const runAs = await chooseRunAs(binaries.postgres, layout.folder, owner);
  if (runAs.user) await chown(layout.folder, runAs.user.uid, runAs.user.gid);
  return { binaries, runAs, cwd: layout.folder };
}

async function makeCluster(layout: Layout, programs: Programs, { settings = {}, template }: PostgresOptions) {
  const durable = isDurable(settings);
  if (template === undefined) return initCluster(layout, programs, durable);
  const from = layoutOf(template);
  const fromPrograms = await findPrograms(from);
  if (!(await hasCluster(from, fromPrograms.binaries.major))) await initCluster(from, fromPrograms, durable);
  await copyCluster(from, layout, programs);
}

async function launchOn(port: number | undefined, launchAt: (port: number) => Promise<Launched>) {
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    try {
      return { port: chosen, server: await launchAt(chosen) };
    } catch (error) {
      const mayRetry = port === undefined && attempt < 5;
      if (!(mayRetry && error instanceof PostgresStartError && error.reason === "PORT_TAKEN")) throw error;
    }
  }
}

async function readPassword({ password }: Layout): Promise<string> {
  try {
    return (await readFile(password, "utf8")).trim();
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    const message = `The superuser's password is missing from ${password}: restore that file, or move the data folder away to begin anew.`;
    throw new PostgresStartError("PASSWORD_MISSING", message, error);
  }
}
