import { mkdir } from "node:fs/promises";
import { loadConfig, type Values } from "#mesh/config";
import { silentLogger } from "#mesh/kernel";
import { provision } from "#mesh/store";
import { postgresUnit, type Supervisor, startSupervisor, type Unit } from "#mesh/supervisor";
import { type Command, CommandError } from "./command.ts";
import { databaseUnit } from "./start/database-unit.ts";
import { openIdentities } from "./start/identities.ts";
import { type Layout, layoutOf } from "./start/layout.ts";
import { choosePorts } from "./start/ports.ts";
import { manyPrograms, oneProgram } from "./start/programs.ts";
import { createReport, type Report } from "./start/report.ts";
import { runStep } from "./start/run-step.ts";
import { serviceNames } from "./start/service-names.ts";
import { printSummary } from "./start/summary.ts";
import { openSupervisorLog } from "./start/supervisor-log.ts";
import { startConfig } from "./start-config.ts";

const help = `um start

Starts the market and keeps it running until Ctrl-C, SIGTERM or "um stop". Set up by the environment:

  PROCESSES     one (default): everything in one process; many: one process a service
  PORT          the public door (default 8080; 0 for any free port)
  ADMIN_PORT    metrics and health (default: a free port)
  GRPC_PORT     all services over gRPC with reflection, with PROCESSES=one (default: a free port)
  DATA_DIR      where everything is kept (default .data)
  DATABASE_URL  a PostgreSQL of your own instead of the embedded one
  SAMPLE_SHOP   false to start without the sample shop`;

const notForProduction = `PROFILE=production takes identities, certificates and a PostgreSQL of your own, which "um start" makes up for
development. Run each service's src/main.ts and the gateway's with their settings instead; --check-config lists them.`;

export const start: Command = {
  summary: "start the market",
  help,
  async run() {
    const settings = loadConfig(startConfig, process.env);
    if (settings.profile === "production") throw new CommandError(notForProduction);
    const layout = layoutOf(settings.dataDir);
    const { dataDir } = layout;
    await makeFolder(dataDir);
    const ports = await choosePorts(settings);
    const log = await openSupervisorLog(layout.logs);
    const report = createReport(console.log);
    console.log(`UltraMarket starts (${dataDir})`);

    const names = serviceNames();
    const workloads = settings.processes === "many" ? [...names, "gateway"] : [];
    const identities = await openIdentities(layout.identity, workloads);
    const database = await openDatabase(settings, layout, report);
    const options = { layout, identities, databaseUrl: database.url, ...ports };
    const programs = settings.processes === "one" ? [oneProgram(options)] : await manyPrograms(options);
    const supervisor = await startSupervisor({
      processes: [...database.units, ...programs],
      dataDir,
      log,
      onEvent: report.unit,
    });
    const url = `http://127.0.0.1:${ports.port}`;
    supervisor.note({ url, processes: settings.processes, ...ports });
    try {
      if (settings.sampleShop) await report.timed(runStep("load-sample-shop", url, dataDir, layout.identity));
      await report.timed(runStep("prove-market", url));
      printSummary({ ...settings, ...ports, url, layout });
    } catch (error) {
      if (!isStopping(supervisor)) {
        await supervisor.stop();
        throw error;
      }
    }
    await supervisor.stopped;
    console.log("UltraMarket has stopped.");
    return 0;
  },
};

/** Whoever stops the market while it starts has seen enough of it. */
function isStopping(supervisor: Supervisor): boolean {
  return supervisor.states().some(({ state }) => state === "stopping" || state === "stopped");
}

interface MarketDatabase {
  readonly units: readonly Unit[];
  url(): string;
}

/** The embedded PostgreSQL as the first thing to start, or a server that runs already. */
async function openDatabase(
  { databaseUrl }: Values<typeof startConfig>,
  layout: Layout,
  report: Report,
): Promise<MarketDatabase> {
  const names = serviceNames();
  if (databaseUrl === undefined) {
    const log = { ...silentLogger, warn: (message: string) => report.step(message) };
    const unit = databaseUnit(postgresUnit({ folder: layout.postgres, log }), names);
    return { units: [unit], url: unit.url };
  }
  const url = databaseUrl.reveal();
  const { roles } = await provision({ url, services: names }).catch((cause) => {
    throw new CommandError(`The PostgreSQL of DATABASE_URL cannot be used: ${cause.message}`);
  });
  report.step(`PostgreSQL of DATABASE_URL is prepared${roles ? "" : "; without roles, its login may not create any"}`);
  return { units: [], url: () => url };
}

async function makeFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((cause) => {
    throw new CommandError(
      `The folder ${dataDir} cannot be made (${cause.code}): choose another one with DATA_DIR=<folder>.`,
    );
  });
}
